package org.tombolo.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tombolo.cli.command.Command;
import org.tombolo.cli.home.Home;
import org.tombolo.cli.home.ProgramVersion;
import org.tombolo.model.Ordered;
import org.tombolo.wire.Items;
import org.tombolo.wire.Json;
import org.tombolo.wire.Version;
import org.tombolo.wire.factory.ServerFile;
import org.tombolo.wire.run.Job;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.run.RunSummary;

/// One walk through what commands need, while the JVM records its AOT cache (`-Dtombolo.training=true`, see
/// `./tombolo`): otherwise only `version` would start fast. Asks a factory of one answer, in this process.
final class Training {
    private static final String RUN = "training";
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private Training() {}

    static void rehearse(PrintStream out) {
        if (!Boolean.getBoolean("tombolo.training")) {
            return;
        }
        try (var socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
            var answers = Thread.ofPlatform().daemon().start(() -> answer(socket));
            var environment = Map.of("TOMBOLO_HOME", home(socket.getLocalPort()).toString());
            for (var command : Command.values()) {
                type(out, environment, command.word(), "--help");
            }
            Optional.ofNullable(System.getProperty("tombolo.install"))
                    .ifPresent(folder -> type(out, environment, "check", folder + "/examples/hello"));
            for (var words : List.of(
                    List.of("ps"),
                    List.of("ps", "--json"),
                    List.of("show", RUN),
                    List.of("wait", RUN),
                    List.of("logs", RUN, "hello"),
                    List.of("rnu"))) {
                type(out, environment, words.toArray(String[]::new));
            }
            answers.interrupt();
        } catch (IOException e) {
            out.println("nothing rehearsed: " + e);
        }
        out.flush();
    }

    /// A state folder as a running server leaves it: commands read its files at each start. Gone with this process.
    private static Path home(int port) throws IOException {
        var home = new Home(Files.createTempDirectory("tombolo-training"));
        var server = new ServerFile(
                ProcessHandle.current().pid(), "http://127.0.0.1:" + port, Instant.now(), ProgramVersion.text());
        Files.write(home.serverFile(), Json.bytes(server));
        Files.createFile(home.tokenFile(), PosixFilePermissions.asFileAttribute(OWNER));
        Files.writeString(home.tokenFile(), RUN);
        for (var path : List.of(home.folder(), home.serverFile(), home.tokenFile())) { // the last one goes first
            path.toFile().deleteOnExit();
        }
        return home.folder();
    }

    private static void type(PrintStream out, Map<String, String> environment, String... words) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        out.println(String.join(" ", words) + ": " + new Cli(environment, nowhere, nowhere).run(words));
    }

    private static void answer(ServerSocket server) {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                answer(socket);
            } catch (IOException _) {
                return; // closed: the rehearsal is over
            }
        }
    }

    private static void answer(Socket socket) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        var request = Optional.ofNullable(in.readLine()).orElse("");
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            // headers say nothing here
        }
        var type = request.contains("/events") ? "text/event-stream" : Json.MEDIA_TYPE;
        var body = body(request);
        var head = "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                .formatted(type, body.length);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write(body);
    }

    private static byte[] body(String request) {
        if (request.contains("/events")) {
            return "event: end\nid: 1.1\ndata: %s\n\n"
                    .formatted(Json.text(run()))
                    .getBytes(StandardCharsets.UTF_8);
        }
        if (request.contains("/logs")) {
            return "hello\n".getBytes(StandardCharsets.UTF_8);
        }
        return request.contains("/runs/" + RUN) ? Json.bytes(run()) : Json.bytes(Items.all(List.of(summary())));
    }

    private static Run run() {
        var job = new Job(
                "hello",
                "job",
                "succeeded",
                Optional.empty(),
                false,
                false,
                0,
                List.of(),
                Optional.of("local"),
                Optional.empty(),
                Optional.of(Instant.EPOCH),
                Optional.of(Instant.EPOCH),
                new Job.Counts(1, 0, 0, 0, 1, 0),
                1,
                List.of());
        return new Run(
                new Version(1, 1),
                RUN,
                "default",
                "user",
                Optional.empty(),
                Ordered.none(),
                "succeeded",
                Optional.empty(),
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                0,
                Optional.empty(),
                List.of(job),
                List.of(),
                Ordered.none(),
                Optional.empty(),
                Ordered.none());
    }

    private static RunSummary summary() {
        return new RunSummary(
                RUN,
                "default",
                "user",
                Optional.empty(),
                Ordered.none(),
                "succeeded",
                Optional.empty(),
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                1,
                1,
                0);
    }
}
