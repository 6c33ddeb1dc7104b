package org.tombolo.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.tombolo.api.http.Route;
import org.tombolo.wire.Json;
import org.tombolo.wire.Paths;
import org.tombolo.wire.Problem;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.who.IssuedToken;

/// A real server with two projects, `red` and `blue`, each with a viewer, a member and an admin, known by
/// `red-viewer` and so on; and `operator`, who is in neither. `owner` is the user of the token file.
final class TestingServer implements AutoCloseable {
    static final String HELLO = "version: v4\njobs: {hello: {script: 'echo hello; echo oops >&2'}}\n";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server;
    private final Map<String, String> secrets = new LinkedHashMap<>();

    TestingServer(Path home) throws Exception {
        this.server = Server.start(home, Map.of());
        secrets.put("owner", Files.readString(home.resolve("token")).strip());
        user("operator", true);
        for (var project : List.of("red", "blue")) {
            made(call("POST", Paths.PROJECTS, "owner", map("request", id(), "project", project)));
            for (var role : List.of("viewer", "member", "admin")) {
                var user = project + "-" + role;
                user(user, false);
                made(call("PUT", Paths.of(Paths.MEMBER, project, user), "owner", map("request", id(), "role", role)));
            }
        }
    }

    private void user(String name, boolean operator) throws Exception {
        made(call("POST", Paths.USERS, "owner", map("request", id(), "user", name, "operator", operator)));
        var issued = made(call("POST", Paths.TOKENS, "owner", map("request", id(), "user", name)));
        secrets.put(name, Json.answer(issued.bytes(), IssuedToken.class).secret());
    }

    List<Route> routes() {
        return server.routes();
    }

    String url() {
        return server.file().url();
    }

    String secret(String user) {
        return Objects.requireNonNull(secrets.get(user), user);
    }

    static String id() {
        return "x" + UUID.randomUUID().toString().substring(0, 13);
    }

    static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /// What came back.
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record Answer(int status, String type, Map<String, List<String>> headers, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        Problem problem() {
            return Json.answer(bytes, Problem.class);
        }
    }

    Answer get(String path, String user) throws Exception {
        return call("GET", path, user, Map.of());
    }

    /// @param user whose token is sent; empty: none
    /// @param body as JSON; an empty one is not sent
    Answer call(String method, String path, String user, Map<String, ?> body) throws Exception {
        var bytes = body.isEmpty() ? new byte[0] : Json.bytes(body);
        return send(method, path, Optional.ofNullable(secrets.get(user)), "application/json", bytes);
    }

    Answer send(String method, String path, Optional<String> secret, String type, byte[] body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        secret.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        if (body.length > 0) {
            request.header("Content-Type", type);
        }
        return answer(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.headers().map(),
                response.body());
    }

    /// Starts a workflow as that project's member and gives the run's id.
    String start(String project, String workflow) throws Exception {
        var run = id();
        made(call("POST", Paths.of(Paths.RUNS, project), project + "-member", map("run", run, "workflow", workflow)));
        return run;
    }

    /// Reads the run's events to their end.
    Run ended(String project, String run) throws Exception {
        var events =
                get(Paths.of(Paths.EVENTS, project, run), project + "-viewer").text();
        int end = events.indexOf("event: end\n");
        if (end < 0) {
            throw new IOException("no end: " + events);
        }
        int from = events.indexOf("data: ", end) + 6;
        return Json.answer(events.substring(from, events.indexOf('\n', from)), Run.class);
    }

    private static Answer made(Answer answer) {
        if (answer.status() >= 300) {
            throw new AssertionError(answer.status() + " " + answer.text());
        }
        return answer;
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }
}
