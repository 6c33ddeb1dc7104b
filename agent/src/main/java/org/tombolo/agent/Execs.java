package org.tombolo.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tombolo.agent.files.Trees;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.launch.StateFolder;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.work.ExecOrder;

/// Commands that people run inside attempts.
final class Execs {
    private static final int MOST = 100;
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");
    /// Whoever does not ask for so long has gone.
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// For an attempt that is just being launched to run what it is for.
    private static final Duration LAUNCH = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(20);
    /// What runs until an attempt runs what it is for.
    private static final List<String> LAUNCHERS = Stream.concat(
                    Stream.of("unshare"),
                    Stream.of(ContainerRuntime.values()).flatMap(each -> each.programs().stream()))
            .toList();
    /// What Podman leaves beside a container.
    private static final List<String> COMPANIONS = List.of("conmon", "crun");

    /// The beginning of the texts that lay out a root.
    private static final String LAYING_OUT = "\0S=$1 H=$2 label=$3 order=$4 W=$5";

    private final StateFolder state;
    private final Processes processes;
    private final Slots slots;
    private final Native kernel;
    private final ReentrantLock starting = new ReentrantLock();
    private final Map<String, Exec> known = new ConcurrentHashMap<>();

    Execs(StateFolder state, Processes processes, Slots slots, Native kernel) {
        this.state = state;
        this.processes = processes;
        this.slots = slots;
        this.kernel = kernel;
    }

    /// A process of the attempt, whose view of the files is the attempt's.
    long inside(Entry entry) {
        mustRun(entry);
        return main(entry);
    }

    /// What an agent before us left behind.
    void recover() throws IOException {
        Trees.delete(state.carried());
        Files.createDirectories(state.execs());
        try (var pipes = Files.newDirectoryStream(state.execs())) {
            for (var pipe : pipes) {
                processes.marked(Exec.MARK, String.valueOf(pipe.getFileName())).forEach(processes::kill);
                Files.delete(pipe);
            }
        }
    }

    void start(Entry entry, ExecOrder order) throws IOException {
        starting.lock();
        try {
            if (known.containsKey(order.id())) {
                return;
            }
            if (!ID.matcher(order.id()).matches()) {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT, "id: expected 1 to 64 of a-z, 0-9 and -, found another text");
            }
            if (known.size() >= MOST) {
                throw new TomboloException(
                        ErrorCode.BUSY, "%d commands run inside attempts here already".formatted(known.size()));
            }
            known.put(order.id(), started(entry, order));
        } finally {
            starting.unlock();
        }
    }

    private Exec started(Entry entry, ExecOrder order) throws IOException {
        mustRun(entry);
        long pid = main(entry);
        var libc = kernel.libc();
        var entrance = Entrance.to(pid, state.carried().resolve(order.id()), libc);
        var pipe = state.execs().resolve(order.id());
        Optional<Pty> terminal = Optional.empty();
        try {
            Commands.mustRun(List.of("mkfifo", "-m", "600", pipe.toString()));
            terminal = order.terminal().isPresent() ? Optional.of(new Pty(libc)) : Optional.empty();
            var place = new Exec.Place(entry.label, environment(pid), processes.folder(pid), entrance);
            return new Exec(order, place, pipe, terminal, processes, () -> entrance.leave(libc));
        } catch (IOException | RuntimeException e) {
            terminal.ifPresent(Pty::close);
            Files.deleteIfExists(pipe);
            entrance.leave(libc);
            throw e;
        }
    }

    FileCalls files() {
        return kernel.files();
    }

    private static void mustRun(Entry entry) {
        if (entry.order.isTransfer()) {
            throw new TomboloException(
                    ErrorCode.UNSUPPORTED, "%s is a transfer: there is nothing to enter".formatted(entry.id));
        }
        if (entry.phase != Entry.Phase.RUNNING) {
            throw new TomboloException(
                    ErrorCode.CONFLICT,
                    "%s does not run: it %s"
                            .formatted(
                                    entry.id,
                                    entry.phase.compareTo(Entry.Phase.RUNNING) < 0
                                            ? "has not begun, try again when it runs"
                                            : "has ended"));
        }
    }

    /// The attempt's own process, neither the runtime's nor one of ours.
    private long main(Entry entry) {
        var found = new long[1];
        boolean runs = Loop.until(LAUNCH, LOOK, () -> {
            if (entry.phase != Entry.Phase.RUNNING) {
                return true;
            }
            found[0] = first(entry).filter(pid -> !isLaunching(pid)).orElse(0L);
            return found[0] != 0;
        });
        mustRun(entry);
        if (!runs) {
            throw new TomboloException(
                    ErrorCode.CONFLICT,
                    "%s runs, and no process of it is seen: it is still being launched, or hides".formatted(entry.id));
        }
        return found[0];
    }

    private Optional<Long> first(Entry entry) {
        var lane = entry.lane;
        return processes.tree(entry.label, lane == null ? List.of() : slots.members(lane.number)).stream()
                .filter(pid -> !processes.isMonitor(pid)
                        && !processes.has(pid, Exec.MARK)
                        && !COMPANIONS.contains(program(pid)))
                .flatMap(pid -> ProcessIdentity.of(pid).stream())
                .min(Comparator.comparingLong(ProcessIdentity::born).thenComparingLong(ProcessIdentity::pid))
                .map(ProcessIdentity::pid);
    }

    private boolean isLaunching(long pid) {
        return LAUNCHERS.contains(program(pid)) || processes.command(pid).contains(LAYING_OUT);
    }

    private String program(long pid) {
        var command = processes.command(pid);
        var program = command.substring(0, Math.max(0, command.indexOf('\0')));
        return program.substring(program.lastIndexOf('/') + 1);
    }

    /// As text, so that the next process gets the same bytes.
    private Map<String, String> environment(long pid) {
        var environment = new LinkedHashMap<String, String>();
        processes.environment(pid).forEach((name, value) -> environment.put(text(name), text(value)));
        return environment;
    }

    private static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /// One that is asked for.
    Exec find(String id) {
        var exec = known.get(id);
        if (exec == null) {
            throw new TomboloException(
                    ErrorCode.NOT_FOUND, "no command %s: it has ended, or the agent that ran it has".formatted(id));
        }
        exec.isAskedFor();
        return exec;
    }

    void end(String id) throws InterruptedException {
        var exec = known.get(id);
        if (exec != null) {
            exec.end();
            known.remove(id);
        }
    }

    /// Ends those whose asker has gone.
    void tidy() throws InterruptedException {
        for (var exec : known.values()) {
            if (exec.isForgotten(PATIENCE)) {
                end(exec.id);
            }
        }
    }

    void close() {
        try {
            for (var id : List.copyOf(known.keySet())) {
                end(id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
