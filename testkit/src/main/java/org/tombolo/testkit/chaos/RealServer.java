package org.tombolo.testkit.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.tombolo.wire.Json;
import org.tombolo.wire.factory.ServerFile;

/// A server's process. It is killed, never asked, when this is closed.
public final class RealServer implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(45);
    private static final long LOOK_EVERY_MILLIS = 5;

    private final Path home;
    private final Process process;
    private final Path said;

    RealServer(Path home, Process process, Path said) {
        this.home = home;
        this.process = process;
        this.said = said;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// All that it wrote on its output and its error output.
    public String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Until it takes requests.
    public RealServer awaitReady() throws InterruptedException {
        long limit = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > limit) {
                throw new AssertionError("the server of %s is not ready (%s): %s"
                        .formatted(home, process.isAlive() ? "alive" : "ended: " + process.exitValue(), said()));
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return this;
    }

    /// True when it is ready, false when it ended instead.
    public boolean awaitEndOrReady() throws InterruptedException {
        long limit = System.nanoTime() + READY_WITHIN.toNanos();
        while (process.isAlive() && !isReady()) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("the server of %s neither ends nor is ready".formatted(home));
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return process.isAlive();
    }

    private boolean isReady() {
        try {
            var bytes = Files.readAllBytes(home.resolve(ServerFile.NAME));
            return Json.answer(bytes, ServerFile.class).pid() == process.pid();
        } catch (IOException e) {
            return false;
        }
    }

    /// `kill -9`. Returns when it is gone.
    public void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(20));
    }

    /// Asks it to end.
    public int end(Duration within) {
        process.destroy();
        return awaitEnd(within);
    }

    /// Its exit status.
    public int awaitEnd(Duration within) {
        try {
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("process %d has not ended within %s: %s".formatted(pid(), within, said()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return process.exitValue();
    }

    public boolean hasEndedWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// One line to its standard input.
    public void tell(String line) throws IOException {
        var in = process.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(20));
    }
}
