package org.tombolo.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Debian's PostgreSQL server, run for a test as an unprivileged user, its data in a folder of its own.
final class TestingPostgres {
    private static final Path BINARIES = Path.of("/usr/lib/postgresql");

    private final Path folder;
    private final Path binaries;
    private final int port;

    private TestingPostgres(Path folder, Path binaries, int port) {
        this.folder = folder;
        this.binaries = binaries;
        this.port = port;
    }

    /// The newest installed version, 15 or newer; empty when there is none.
    static List<Path> installed() throws IOException {
        if (!Files.isDirectory(BINARIES)) {
            return List.of();
        }
        try (var versions = Files.list(BINARIES)) {
            return versions.filter(
                            version -> Integer.parseInt(version.getFileName().toString()) >= 15)
                    .map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    static TestingPostgres start(Path binaries) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("tombolo-postgres-");
        var server = new TestingPostgres(folder, binaries, freePort());
        if (isRoot()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        server.run("initdb", "-D", server.data(), "-U", "tombolo", "-A", "trust", "-E", "UTF8", "--no-sync");
        server.start();
        return server;
    }

    /// A new, empty database.
    String database(String name) {
        try (var connection = DriverManager.getConnection(url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=tombolo&password=unused-secret".formatted(port, database);
    }

    /// At once, as by a crash.
    void stop() throws IOException, InterruptedException {
        run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data());
    }

    void start() throws IOException, InterruptedException {
        run(
                "pg_ctl",
                "start",
                "-w",
                "-D",
                data(),
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-c listen_addresses=127.0.0.1 -c port=%d -c unix_socket_directories=%s".formatted(port, folder));
    }

    /// Ends it, and removes its data.
    void remove() throws IOException, InterruptedException {
        stop();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        var output = folder.resolveSibling(folder.getFileName() + "-" + program + ".out");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
        assertThat(process.exitValue())
                .as(() -> "%s: %s".formatted(command, text(output)))
                .isZero();
        Files.delete(output);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
