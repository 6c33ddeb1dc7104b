package org.tombolo.engineslurm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.tombolo.launch.Shell;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Slurm's commands, here or behind ssh. Over ssh all share one connection.
final class ControlDoor implements AutoCloseable {
    /// sshd refuses the eleventh channel of a connection.
    private static final int MOST_AT_ONCE = 8;
    private static final Duration CONNECT = Duration.ofSeconds(30);
    /// What ssh itself says when it did not reach the other side.
    private static final int SSH_FAILED = 255;

    private final SlurmSettings.Control control;
    private final Path folder;
    private final Path socket;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock connecting = new ReentrantLock();
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);

    ControlDoor(SlurmSettings.Control control) {
        this.control = control;
        try {
            this.folder = Files.createTempDirectory("tombolo-ssh"); // mode 0700; the path of a socket must be short
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.SITE_FAILED, "no folder for ssh's socket: " + e.getMessage(), e);
        }
        this.socket = folder.resolve("socket");
    }

    /// A site that is not reached, or does not answer in time, is `UNREACHABLE`: the command may have been carried out.
    Said ask(List<String> words, String input, Duration limit) {
        free.acquireUninterruptibly();
        try {
            return run(command(words), input, limit);
        } finally {
            free.release();
        }
    }

    private List<String> command(List<String> words) {
        return switch (control) {
            case SlurmSettings.Control.Here() -> words;
            case SlurmSettings.Control.Ssh ssh -> {
                connect(ssh);
                var all = ssh(ssh, "ControlMaster=no");
                all.addAll(List.of("--", words.stream().map(Shell::quote).collect(Collectors.joining(" "))));
                yield all;
            }
        };
    }

    /// The connection that all share is a process of its own, in the background: it would keep open what the command
    /// that started it writes to.
    private void connect(SlurmSettings.Control.Ssh ssh) {
        connecting.lock();
        try {
            if (Files.exists(socket)) {
                return;
            }
            var complaint = folder.resolve("complaint");
            var words = ssh(ssh, "ControlMaster=yes");
            words.addAll(1, List.of("-f", "-N"));
            var process = new ProcessBuilder(words)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(complaint.toFile())
                    .start();
            if (!process.waitFor(CONNECT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw unreachable("no connection within %d s".formatted(CONNECT.toSeconds()));
            }
            if (process.exitValue() != 0) {
                throw unreachable(new Said(process.exitValue(), "", Files.readString(complaint)).complaint());
            }
        } catch (IOException e) {
            throw unreachable(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("interrupted");
        } finally {
            connecting.unlock();
        }
    }

    private List<String> ssh(SlurmSettings.Control.Ssh ssh, String role) {
        var words = new ArrayList<>(List.of("ssh", "-T", "-o", "BatchMode=yes", "-o", role, "-S", socket.toString()));
        words.addAll(List.of("-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=2", "-o", "ConnectTimeout=15"));
        ssh.options().forEach((name, value) -> words.addAll(List.of("-o", name + "=" + value)));
        words.add(ssh.host());
        return words;
    }

    /// Whoever reads what a command writes is left alone when the time is over: over a shared connection the other side
    /// may
    /// still hold it open.
    private Said run(List<String> command, String input, Duration limit) {
        try {
            var process = new ProcessBuilder(command).start();
            try {
                var out = readers.submit(() -> text(process.getInputStream()));
                var err = readers.submit(() -> text(process.getErrorStream()));
                try (var in = process.getOutputStream()) {
                    in.write(input.getBytes(StandardCharsets.UTF_8));
                } catch (IOException _) {
                    // it ended without reading: its status tells
                }
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw unreachable("%s did not answer within %d s".formatted(command.getFirst(), limit.toSeconds()));
                }
                var said = new Said(process.exitValue(), out.get(), err.get());
                if (control instanceof SlurmSettings.Control.Ssh && said.status() == SSH_FAILED) {
                    throw unreachable(said.complaint());
                }
                return said;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | ExecutionException e) {
            throw unreachable(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("interrupted");
        }
    }

    private TomboloException unreachable(String why) {
        var where = control instanceof SlurmSettings.Control.Ssh ssh ? ssh.host() : "this machine";
        return new TomboloException(ErrorCode.UNREACHABLE, "Slurm at %s: %s".formatted(where, why));
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (control instanceof SlurmSettings.Control.Ssh ssh) {
            var words = ssh(ssh, "ControlMaster=no");
            words.addAll(1, List.of("-O", "exit"));
            try {
                run(words, "", CONNECT);
            } catch (TomboloException _) {
                // there was no connection
            }
        }
        readers.shutdownNow();
        try {
            for (var file : List.of(folder.resolve("complaint"), socket, folder)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            // not empty: nothing that would matter
        }
    }
}
