package org.tombolo.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tombolo.launch.ExecInput;
import org.tombolo.launch.ExecOutput;
import org.tombolo.launch.Shell;
import org.tombolo.model.work.ExecOrder;

/// A command that runs inside an attempt, and whoever asked for it. It ends with the agent: a shell of its own group
/// waits for that, and kills the group.
final class Exec {
    /// In the environment of what it runs.
    static final String MARK = "TOMBOLO_EXEC";

    private static final String VARIABLE = "TOMBOLO_V";
    /// Names that some shells do not let anybody set.
    private static final Set<String> ITS_OWN = Set.of("UID", "EUID", "BASHOPTS", "SHELLOPTS", "BASH_VERSINFO");

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int PIECE = 1 << 16;

    /// $1 a pipe that the agent holds open, $2 folders of control groups, $3 a terminal or nothing; then the command.
    private static final String SCRIPT = """
            for TOMBOLO_EXEC_GROUP in $2; do echo 0 >"$TOMBOLO_EXEC_GROUP/cgroup.procs"; done 2>/dev/null
            unset TOMBOLO_EXEC_GROUP
            { read -r _ <"$1"; kill -KILL -$$; } </dev/null >/dev/null 2>&1 &
            [ -z "$3" ] || exec <"$3" >"$3" 2>&1
            shift 3
            exec "$@"
            """;

    final String id;
    final ExecOutput output = new ExecOutput();
    final ExecInput input = new ExecInput();
    private final Processes processes;
    private final Optional<Pty> terminal;
    private final Path pipe;
    private final Runnable after;
    private final FileChannel held;
    private final Process process;
    private final Thread waiting;
    private volatile long asked = System.nanoTime();

    /// Where and as what it runs.
    ///
    /// @param label of the attempt
    record Place(String label, Map<String, String> environment, Optional<File> folder, Entrance entrance) {}

    /// @param pipe  made for it, and removed with it
    /// @param after done when it has ended
    Exec(ExecOrder order, Place place, Path pipe, Optional<Pty> terminal, Processes processes, Runnable after)
            throws IOException {
        this.id = order.id();
        this.processes = processes;
        this.pipe = pipe;
        this.terminal = terminal;
        this.after = after;
        held = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
        terminal.ifPresent(pty -> pty.resize(order.terminal().orElseThrow().size()));
        process = builder(order, place).start();
        var readers = terminal.map(pty -> List.of(thread("out", () -> read(pty))))
                .orElseGet(() -> List.of(
                        thread("out", () -> read(process.getInputStream(), false)),
                        thread("err", () -> read(process.getErrorStream(), true))));
        thread("in", this::write);
        waiting = thread("end", () -> await(readers));
    }

    private ProcessBuilder builder(ExecOrder order, Place place) {
        var words =
                new ArrayList<>(List.of(Entrance.program("setsid"), "/bin/sh", "-c", SCRIPT, "sh", pipe.toString()));
        words.add(String.join(" ", place.entrance().groups()));
        words.add(terminal.map(Pty::device).orElse(""));
        var variables = new LinkedHashMap<>(place.environment());
        order.terminal().ifPresent(each -> variables.put("TERM", each.type()));
        variables.put(MARK, id);
        variables.keySet().removeIf(name -> !Shell.canExport(name) || ITS_OWN.contains(name));
        words.addAll(place.entrance().words(exporting(variables.size())));
        words.addAll(order.command().isEmpty() ? shell() : order.command());
        var builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().put("PATH", AgentSettings.DEFAULT_PATH);
        builder.environment().put("TOMBOLO_ATTEMPT", place.label());
        builder.environment().put(MARK, id);
        int number = 0;
        for (var each : variables.entrySet()) {
            builder.environment().put(VARIABLE + number++, each.getKey() + "=" + each.getValue());
        }
        place.folder().ifPresent(builder::directory);
        if (terminal.isPresent()) {
            builder.redirectInput(Path.of("/dev/null").toFile());
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        return builder;
    }

    /// Text for a shell: the job's variables, which came under names that mean nothing to the programs on the way.
    private static String exporting(int count) {
        var names = IntStream.range(0, count).mapToObj(each -> VARIABLE + each).toList();
        return "export %s; unset %s; "
                .formatted(
                        names.stream().map(name -> "\"$" + name + "\"").collect(Collectors.joining(" ")),
                        String.join(" ", names));
    }

    private static List<String> shell() {
        return List.of("/bin/sh", "-c", "if command -v bash >/dev/null 2>&1; then exec bash; fi; exec /bin/sh");
    }

    private static Thread thread(String name, Work work) {
        return Thread.ofPlatform().daemon().name("exec-" + name).start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private void read(Pty pty) throws InterruptedException {
        var bytes = new byte[PIECE];
        for (int n = pty.read(bytes); n > 0; n = pty.read(bytes)) {
            output.put(false, Arrays.copyOf(bytes, n));
        }
    }

    private void read(InputStream in, boolean error) throws InterruptedException {
        var bytes = new byte[PIECE];
        try {
            for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
                output.put(error, Arrays.copyOf(bytes, n));
            }
        } catch (IOException e) {
            // the process has ended, and its pipe with it
        }
    }

    private void write() throws InterruptedException {
        if (terminal.isPresent()) {
            var pty = terminal.get();
            input.drain(new ExecInput.Sink() {
                @Override
                public void write(byte[] bytes) {
                    pty.write(bytes);
                }

                @Override
                public void end() {
                    // a terminal's end is typed
                }
            });
            return;
        }
        var out = process.getOutputStream();
        input.drain(new ExecInput.Sink() {
            @Override
            public void write(byte[] bytes) throws IOException {
                out.write(bytes);
                out.flush();
            }

            @Override
            public void end() throws IOException {
                out.close();
            }
        });
    }

    private void await(List<Thread> readers) throws InterruptedException {
        int code = process.waitFor();
        input.close();
        clear();
        for (var reader : readers) {
            reader.join();
        }
        terminal.ifPresent(Pty::close);
        after.run();
        output.end(code);
    }

    /// What the command left behind ends with it: first its group, then who left that.
    private void clear() {
        try {
            held.close();
            Files.deleteIfExists(pipe);
        } catch (IOException e) {
            // then nobody waits for it
        }
        processes.marked(MARK, id).forEach(processes::kill);
    }

    void isAskedFor() {
        asked = System.nanoTime();
    }

    boolean isForgotten(Duration patience) {
        return System.nanoTime() - asked > patience.toNanos();
    }

    boolean isOver() {
        return !waiting.isAlive();
    }

    void resize(ExecOrder.Size size) {
        terminal.ifPresent(pty -> pty.resize(size));
    }

    /// Nobody listens any more. Returns when nothing of it runs.
    void end() throws InterruptedException {
        output.abandon();
        input.close();
        terminal.ifPresent(Pty::close);
        if (!isOver()) {
            processes.marked(MARK, id).forEach(processes::terminate);
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                clear();
            }
            waiting.join(GRACE.toMillis());
        }
    }
}
