package org.tombolo.enginehosts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Debian's `docker-registry` on loopback, behind a password, and a way to it that can break off.
final class TestingRegistry implements AutoCloseable {
    static final String USER = "reader";
    static final String PASSWORD = "correct horse";

    private final Path folder;
    private final int port;
    private final Process server;

    TestingRegistry(Path folder) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        port = freePort();
        var passwords = folder.resolve("htpasswd");
        run(List.of("htpasswd", "-Bbc", passwords.toString(), USER, PASSWORD));
        var config = folder.resolve("config.yml");
        Files.writeString(config, """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: "%s"}}
                http: {addr: "127.0.0.1:%d"}
                auth: {htpasswd: {realm: testing, path: "%s"}}
                """.formatted(folder.resolve("data"), port, passwords));
        server = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        TestingMachine.await(this::answers);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /// `127.0.0.1:PORT`
    String host() {
        return "127.0.0.1:" + port;
    }

    void push(TestingImage image, String name) throws IOException, InterruptedException {
        push(image, name, List.of());
    }

    /// @param options of skopeo
    void push(TestingImage image, String name, List<String> options) throws IOException, InterruptedException {
        var archive = folder.resolve("pushed.tar");
        image.write(archive);
        var command = new ArrayList<>(List.of(
                "skopeo",
                "--insecure-policy",
                "copy",
                "-q",
                "--dest-tls-verify=false",
                "--dest-creds=" + USER + ":" + PASSWORD));
        command.addAll(options);
        command.add("oci-archive:" + archive);
        command.add("docker://" + host() + "/" + name);
        run(command);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        var said = folder.resolve("said");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(Map.of("HOME", folder.toString(), "TMPDIR", folder.toString()));
        var process = builder.start();
        if (!process.waitFor(Duration.ofSeconds(60)) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(command.getFirst() + ": " + Files.readString(said));
        }
    }

    @Override
    public void close() {
        server.destroyForcibly();
        TestingMachine.await(() -> !server.isAlive());
    }

    /// Another address of the registry, where every answer breaks off after so many bytes.
    Breaking breaking(int bytes) throws IOException {
        return new Breaking(port, bytes, new CountDownLatch(0));
    }

    /// Another one, where every answer stops after so many bytes until it is let go on, and breaks off then.
    Breaking halting(int bytes) throws IOException {
        return new Breaking(port, bytes, new CountDownLatch(1));
    }

    /// Forwards connections, and cuts each one.
    static final class Breaking implements AutoCloseable {
        private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final int target;
        private final int most;
        private final CountDownLatch halt;

        private Breaking(int target, int most, CountDownLatch halt) throws IOException {
            this.target = target;
            this.most = most;
            this.halt = halt;
            Thread.ofVirtual().start(this::serve);
        }

        String host() {
            return "127.0.0.1:" + door.getLocalPort();
        }

        private void serve() {
            try {
                while (true) {
                    var near = door.accept();
                    var far = new Socket(InetAddress.getLoopbackAddress(), target);
                    Thread.ofVirtual().start(() -> copy(near, far, Integer.MAX_VALUE));
                    Thread.ofVirtual().start(() -> copy(far, near, most));
                }
            } catch (SocketException e) {
                // closed
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        void goOn() {
            halt.countDown();
        }

        private void copy(Socket from, Socket to, int most) {
            var buffer = new byte[8192];
            long left = most;
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int n = in.read(buffer); n >= 0 && left > 0; n = in.read(buffer)) {
                    out.write(buffer, 0, (int) Math.min(n, left));
                    left -= n;
                }
                out.flush();
                halt.await();
            } catch (IOException e) {
                // the other side ended
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws IOException {
            goOn();
            door.close();
        }
    }

    static byte[] noise(int bytes) {
        var noise = new byte[bytes];
        new java.util.Random(42).nextBytes(noise);
        return noise;
    }
}
