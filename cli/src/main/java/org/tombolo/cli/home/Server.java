package org.tombolo.cli.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Json;
import org.tombolo.wire.factory.ServerFile;

/// The server's process of the factory on this machine.
public final class Server {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_MILLIS = 20;

    /// The kernel tells a process's start from the time of boot in whole seconds, and clocks are moved.
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(10);

    private final Home home;
    private final Launch launch;

    public Server(Home home, Launch launch) {
        this.home = home;
        this.launch = launch;
    }

    /// What is left of the server's file tells nothing when its process is gone, or another process has its number.
    public Optional<ServerFile> running() {
        return file().filter(Server::isAlive);
    }

    private static boolean isAlive(ServerFile server) {
        return ProcessHandle.of(server.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(started -> started.isBefore(server.startedAt().plus(CLOCK_SLACK)))
                        .orElse(true))
                .isPresent();
    }

    private Optional<ServerFile> file() {
        try {
            var bytes = Files.readAllBytes(home.serverFile());
            return bytes.length == 0 ? Optional.empty() : Optional.of(Json.answer(bytes, ServerFile.class));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "cannot read %s: %s; TOMBOLO_HOME must be a folder of yours"
                            .formatted(home.serverFile(), e.getMessage()),
                    e);
        } catch (TomboloException e) {
            throw new TomboloException(
                    ErrorCode.CORRUPT,
                    "%s cannot be read as JSON: delete it if no factory runs on this folder, and run tombolo up"
                            .formatted(home.serverFile()),
                    e);
        }
    }

    /// Starts one, out of this session, and waits until it answers.
    public ServerFile start() throws InterruptedException {
        makeHome();
        long outputBefore = sizeOf(home.serverOutput());
        var process = process(launch.detached());
        var limit = Instant.now().plus(READY_WITHIN);
        while (Instant.now().isBefore(limit)) {
            var ready = running();
            if (ready.isPresent()) {
                return ready.get();
            }
            if (!process.isAlive() && !isHeldByAnother()) {
                return running().orElseThrow(() -> failed(process.exitValue(), outputBefore));
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        throw new TomboloException(
                ErrorCode.UNREACHABLE,
                "the factory (process %d) was started and is not ready after %d s; look at %s"
                        .formatted(process.pid(), READY_WITHIN.toSeconds(), home.serverLog()));
    }

    /// Two commands at once start two servers: the second one refuses, and the first one, which holds the lock, is as
    /// good when it is ready.
    private boolean isHeldByAnother() {
        try (var lock = FileChannel.open(home.lockFile(), StandardOpenOption.READ);
                var held = lock.tryLock(0, Long.MAX_VALUE, true)) {
            return held == null;
        } catch (OverlappingFileLockException _) {
            return true;
        } catch (IOException _) {
            return false; // no lock, nobody who holds it
        }
    }

    private TomboloException failed(int status, long outputBefore) {
        var tail = ServerOutput.since(home.serverOutput(), outputBefore);
        return new TomboloException(
                ErrorCode.UNREACHABLE,
                "the factory did not start (exit status %d)%s"
                        .formatted(
                                status,
                                tail.isEmpty()
                                        ? " and said nothing; look at " + home.serverLog()
                                        : ", because\n" + tail));
    }

    private Process process(List<String> command) {
        var builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.serverOutput().toFile()))
                .redirectErrorStream(true)
                .directory(home.folder().toFile()); // never holds the folder that this command was called in
        builder.environment().put("TOMBOLO_HOME", home.folder().toString());
        builder.environment().remove("TOMBOLO_TOKEN"); // the user's secret is not the server's
        try {
            return builder.start();
        } catch (IOException e) {
            throw new TomboloException(
                    ErrorCode.UNREACHABLE, "cannot start the factory: %s".formatted(e.getMessage()), e);
        }
    }

    /// Runs one in this session until it ends or this process is told to.
    public int runHere() throws InterruptedException {
        makeHome();
        var builder = new ProcessBuilder(launch.attached()).inheritIO();
        builder.environment().put("TOMBOLO_HOME", home.folder().toString());
        builder.environment().remove("TOMBOLO_TOKEN");
        try {
            var process = builder.start();
            var stop = new Thread(() -> stopWith(process), "stop the server");
            Runtime.getRuntime().addShutdownHook(stop);
            return process.waitFor();
        } catch (IOException e) {
            throw new TomboloException(
                    ErrorCode.UNREACHABLE, "cannot start the factory: %s".formatted(e.getMessage()), e);
        }
    }

    private static void stopWith(Process process) {
        process.destroy();
        try {
            process.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Asks the server to end; work goes on without it.
    public void stop(ServerFile server) throws InterruptedException {
        var process = ProcessHandle.of(server.pid());
        if (process.isEmpty()) {
            return;
        }
        if (!process.get().destroy()) {
            throw new TomboloException(
                    ErrorCode.FORBIDDEN,
                    "process %d, the factory's server, cannot be told to end: is it another user's?"
                            .formatted(server.pid()));
        }
        var limit = Instant.now().plus(STOPPED_WITHIN);
        while (process.get().isAlive() && Instant.now().isBefore(limit)) {
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        if (process.get().isAlive()) {
            throw new TomboloException(
                    ErrorCode.UNREACHABLE,
                    "the factory's server (process %d) did not end within %d s; look at %s, or kill -9 %d: nothing acknowledged is lost by that"
                            .formatted(server.pid(), STOPPED_WITHIN.toSeconds(), home.serverLog(), server.pid()));
        }
    }

    private void makeHome() {
        try {
            if (!Files.isDirectory(home.folder())) {
                Files.createDirectories(
                        home.folder(),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "cannot make the state folder %s (%s): set TOMBOLO_HOME to a folder that you can write"
                            .formatted(home.folder(), e),
                    e);
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException _) {
            return 0;
        }
    }
}
