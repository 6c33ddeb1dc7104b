package org.tombolo.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Debian's PostgreSQL as an unprivileged user, in a folder of its own. It asks for a password.
final class PostgresServer {
    static final String PASSWORD = "not-to-be-seen-7361";
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final int OLDEST = 15;
    private static final boolean IS_ROOT = System.getProperty("user.name").equals("root");

    private final Path folder;
    private final Path binaries;
    private final int port;

    private PostgresServer(Path folder, Path binaries, int port) {
        this.folder = folder;
        this.binaries = binaries;
        this.port = port;
    }

    /// Where the newest version's programs are.
    static Optional<Path> installed() throws IOException {
        if (!Files.isDirectory(VERSIONS)) {
            return Optional.empty();
        }
        try (var versions = Files.list(VERSIONS)) {
            return versions.filter(
                            version -> Integer.parseInt(version.getFileName().toString()) >= OLDEST)
                    .map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }

    static PostgresServer create(Path binaries) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("tombolo-postgres-");
        var password = Files.writeString(folder.resolve("password"), PASSWORD);
        if (IS_ROOT) {
            var nobody = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setOwner(folder, nobody);
            Files.setOwner(password, nobody);
        }
        var server = new PostgresServer(folder, binaries, freePort());
        server.run("initdb", "-D", server.data(), "-U", "tombolo", "-A", "scram-sha-256", "--pwfile=" + password);
        server.start();
        return server;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres?user=tombolo&password=%s".formatted(port, PASSWORD);
    }

    int port() {
        return port;
    }

    void start() throws IOException, InterruptedException {
        var settings = "-c listen_addresses=127.0.0.1 -c port=%d -c unix_socket_directories=%s".formatted(port, folder);
        run("pg_ctl", "start", "-w", "-D", data(), "-l", folder.resolve("log").toString(), "-o", settings);
    }

    /// At once, as by a crash.
    void stop() throws IOException, InterruptedException {
        run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data());
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        if (IS_ROOT) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        var said = Files.createTempFile("tombolo-postgres-", ".said");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", command, Files.readString(said))
                .isZero();
        Files.delete(said);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Ends it where it runs, and removes its data.
    void remove() throws IOException, InterruptedException {
        if (Files.exists(folder.resolve("data/postmaster.pid"))) {
            stop();
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
