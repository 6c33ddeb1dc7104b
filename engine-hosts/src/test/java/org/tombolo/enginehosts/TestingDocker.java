package org.tombolo.enginehosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// An engine of Docker's that all tests of this process share; it ends with us. Only root can start one:
/// for an ordinary user `./dev` does.
final class TestingDocker {
    private static final Optional<String> GIVEN =
            Optional.ofNullable(System.getenv("TOMBOLO_TEST_DOCKER")).filter(host -> !host.isEmpty());

    private TestingDocker() {}

    /// Whether this machine must have one, or has one.
    static boolean isPossible() {
        boolean isWanted = "true".equals(System.getenv("CI")) || Files.isExecutable(Path.of("/usr/sbin/dockerd"));
        return GIVEN.isPresent() || (isWanted && isRoot());
    }

    /// Whether we may start one.
    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where it listens.
    static String host() {
        return GIVEN.orElseGet(() -> Shared.ENGINE.host());
    }

    /// Started when somebody asks.
    private static final class Shared {
        static final Engine ENGINE = Engine.start();
    }

    /// One of our own, until it is closed or we end.
    record Engine(Process script, String host) implements AutoCloseable {
        static Engine start() {
            try {
                var script = new ProcessBuilder("../tools/docker-engine")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                return new Engine(
                        script,
                        String.valueOf(
                                script.inputReader(StandardCharsets.US_ASCII).readLine()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            end();
        }

        void end() throws IOException {
            script.outputWriter().close();
            script.onExit().join();
        }
    }
}
