package org.tombolo.engineslurm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.tombolo.engine.Exec;
import org.tombolo.launch.ExecInput;
import org.tombolo.launch.ExecOutput;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.work.ExecOrder;
import org.tombolo.model.work.ExecPiece;

/// A command inside a job: a step of it that shares what the job has (`srun --overlap`), whose streams are those of
/// srun.
/// A terminal is made at the node.
final class JobExec implements Exec {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern ITS_END =
            Pattern.compile("srun: error: [^\n]*: task 0: (Exited with exit code|Killed|Terminated)[^\n]*\n\\z");
    private static final int PIECE = 1 << 16;
    /// Those that the step has started, by the variable that marks them.
    private static final String ALL = "for each in $(grep -lsz \"^TOMBOLO_EXEC=$1\\$\" /proc/[0-9]*/environ); do ";

    private final ControlDoor door;
    private final Step step;
    private final ExecOrder order;
    private final Process process;
    private final ExecOutput output = new ExecOutput();
    private final ExecInput input = new ExecInput();
    private final CountDownLatch copying = new CountDownLatch(2);

    /// Where a job runs.
    ///
    /// @param job  the scheduler's number of it, an array's element by its own
    record Step(String job, String node) {
        List<String> words(List<String> export, List<String> command) {
            var words = new ArrayList<>(List.of(
                    "srun",
                    "--quiet",
                    "--overlap",
                    "--jobid=" + job,
                    "--nodelist=" + node,
                    "--nodes=1",
                    "--ntasks=1",
                    "--unbuffered",
                    "--chdir=/tmp",
                    "--input=all",
                    "--kill-on-bad-exit=0"));
            var all = new ArrayList<>(List.of("PATH=/usr/local/bin:/usr/bin:/bin"));
            all.addAll(export);
            words.add("--export=" + String.join(",", all));
            words.addAll(command);
            return words;
        }
    }

    /// @param program that runs commands beside an attempt, as the nodes see it
    JobExec(ControlDoor door, Step step, String label, String program, ExecOrder order) {
        this.door = door;
        this.step = step;
        this.order = order;
        var export = order.terminal()
                .map(terminal -> List.of(
                        "TOMBOLO_TERM=" + terminal.type().replaceAll("[^A-Za-z0-9._+-]", ""),
                        "TOMBOLO_ROWS=" + terminal.size().rows(),
                        "TOMBOLO_COLUMNS=" + terminal.size().columns()))
                .orElse(List.of());
        var command = new ArrayList<>(List.of("/bin/sh", program, label, order.id()));
        command.addAll(order.command());
        this.process = door.start(step.words(export, command));
        Thread.ofVirtual().name("exec-out").start(() -> copy(process.getInputStream(), false));
        Thread.ofVirtual().name("exec-err").start(() -> copy(process.getErrorStream(), true));
        Thread.ofVirtual().name("exec-in").start(this::feed);
        Thread.ofVirtual().name("exec-end").start(this::await);
    }

    private void copy(InputStream from, boolean error) {
        try (from) {
            var bytes = new byte[PIECE];
            for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
                var piece = error ? withoutItsEnd(bytes, n) : Arrays.copyOf(bytes, n);
                if (piece.length > 0) {
                    output.put(error, piece);
                }
            }
        } catch (IOException e) {
            // it was ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            copying.countDown();
        }
    }

    /// What srun itself says of the command's end, in one write, is told by the exit code.
    private static byte[] withoutItsEnd(byte[] bytes, int n) {
        var text = new String(bytes, 0, n, StandardCharsets.ISO_8859_1); // a character for each byte
        var found = ITS_END.matcher(text);
        return Arrays.copyOf(bytes, found.find() ? found.start() : n);
    }

    private void feed() {
        try (var to = process.getOutputStream()) {
            input.drain(new Sink(to));
        } catch (IOException e) {
            input.close(); // it reads no more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Sink(OutputStream to) implements ExecInput.Sink {
        @Override
        public void write(byte[] bytes) throws IOException {
            to.write(bytes);
            to.flush();
        }

        @Override
        public void end() throws IOException {
            to.close();
        }
    }

    private void await() {
        try {
            int code = process.waitFor();
            copying.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            output.end(code);
            input.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            door.ended();
        }
    }

    @Override
    public ExecPiece read(long offset, Duration atMost) {
        try {
            return output.take(offset, atMost);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public long write(long offset, byte[] bytes, boolean end) {
        try {
            return input.write(offset, bytes, end);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// The kernel tells the programs in the foreground.
    @Override
    public void resize(ExecOrder.Size size) {
        var tell = "tty=$(readlink \"${each%environ}fd/0\"); case $tty in /dev/pts/*) "
                + "stty -F \"$tty\" rows \"$2\" cols \"$3\"; exit;; esac; done";
        ask(List.of("sh", "-c", ALL + tell, "sh", order.id(), "" + size.rows(), "" + size.columns()));
    }

    @Override
    public void end() {
        output.abandon();
        input.close();
        if (process.isAlive()) {
            ask(List.of(
                    "sh", "-c", ALL + "pid=${each#/proc/}; kill -KILL \"${pid%/environ}\"; done", "sh", order.id()));
        }
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void ask(List<String> command) {
        door.ask(step.words(List.of(), command), "", PATIENCE);
    }

    private static TomboloException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new TomboloException(ErrorCode.UNREACHABLE, "interrupted", e);
    }
}
