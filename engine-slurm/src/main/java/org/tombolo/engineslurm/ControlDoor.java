package org.tombolo.engineslurm;

import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
    /// sshd refuses the eleventh channel of a connection, and counts those that end until it has swept them up.
    private static final int MOST_AT_ONCE = 8;
    private static final String REFUSED = "session request failed: Session open refused by peer";
    /// A channel is held as long as one is talked with.
    private static final int MOST_TALKS = 2;
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofSeconds(30);
    /// Where the shared connection takes no channel, ssh would make a connection of its own.
    private static final List<String> ONLY_SHARED = List.of("-o", "ProxyCommand=exit 1");
    /// What ssh itself says when it did not reach the other side.
    private static final int SSH_FAILED = 255;

    private final SlurmSettings.Control control;
    private final Path folder;
    private final Path socket;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock connecting = new ReentrantLock();
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final Semaphore talks = new Semaphore(MOST_TALKS);

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
            var until = System.nanoTime() + limit.toNanos();
            for (var wait = FIRST_WAIT; ; wait = Collections.min(List.of(wait.multipliedBy(2), LONGEST_WAIT))) {
                var said = run(command(words), input, limit);
                if (!isSsh() || said.status() != SSH_FAILED) {
                    return said;
                }
                if (!said.err().contains(REFUSED) || System.nanoTime() + wait.toNanos() > until) {
                    dropDeadConnection();
                    throw unreachable(said.complaint());
                }
                pause(wait); // the command never began
            }
        } finally {
            free.release();
        }
    }

    /// A command that goes on, and is talked with. Whoever has started it says when it has `ended`.
    Process start(List<String> words) {
        if (!talks.tryAcquire()) {
            throw new TomboloException(
                    ErrorCode.BUSY, "%d commands run inside of jobs here already".formatted(MOST_TALKS));
        }
        try {
            return new ProcessBuilder(command(words)).start();
        } catch (IOException e) {
            talks.release();
            throw unreachable(e.toString());
        }
    }

    void ended() {
        talks.release();
    }

    /// What a question printed. One that fails was not answered.
    String answer(List<String> words, Duration limit) {
        var said = ask(words, "", limit);
        if (!said.worked()) {
            var program = words.stream()
                    .filter(word -> !word.equals("env") && !word.contains("="))
                    .findFirst()
                    .orElseThrow();
            throw new TomboloException(ErrorCode.UNREACHABLE, "%s: %s".formatted(program, said.complaint()));
        }
        return said.out();
    }

    private List<String> command(List<String> words) {
        return switch (control) {
            case SlurmSettings.Control.Here() -> words;
            case SlurmSettings.Control.Ssh ssh -> {
                connect(ssh);
                var all = ssh(ssh, "ControlMaster=no");
                all.addAll(1, ONLY_SHARED);
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

    /// One that was killed leaves its socket behind.
    private void dropDeadConnection() {
        connecting.lock();
        try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            // it lives: what failed was the way behind it, which it watches itself
        } catch (IOException _) {
            delete(socket);
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

    /// Whoever reads what a command writes is left alone when the time is over: over a shared connection the
    /// other side may still hold it open.
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
                return new Said(process.exitValue(), out.get(), err.get());
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

    private void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("interrupted");
        }
    }

    private boolean isSsh() {
        return control instanceof SlurmSettings.Control.Ssh;
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
        List.of(folder.resolve("complaint"), socket, folder).forEach(ControlDoor::delete);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // of a temporary folder: nothing that would matter
        }
    }
}
