package org.tombolo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.ValidatorFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.tombolo.api.Api;
import org.tombolo.api.http.Route;
import org.tombolo.wire.Json;
import org.tombolo.wire.Paths;

/// The real server and the document tell the same: every route, and every answer's shape.
class OpenApiTest {
    private static final String DIGEST = "sha256:" + "0".repeat(64);

    @TempDir
    private static Path home;

    private static TestingServer server;
    private static Map<String, Object> document;
    private final Set<String> seen = new HashSet<>();

    @BeforeAll
    static void start() throws Exception {
        document = document();
        server = new TestingServer(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void hasEveryRouteAndNoOther() {
        var written = new TreeSet<String>();
        at(document, "paths")
                .forEach((path, operations) -> ((Map<?, ?>) operations)
                        .keySet()
                        .forEach(method -> written.add(method.toString().toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(written)
                .isEqualTo(new TreeSet<>(
                        server.routes().stream().map(Route::toString).toList()));
    }

    @Test
    void namesTheQueriesThatRoutesTake() {
        for (var route : server.routes()) {
            var names = new ArrayList<String>();
            for (var each : (List<?>) operation(route.toString()).getOrDefault("parameters", List.of())) {
                if ("query".equals(((Map<?, ?>) each).get("in"))) {
                    names.add(String.valueOf(((Map<?, ?>) each).get("name")));
                }
            }
            assertThat(names).as(route.toString()).containsExactlyInAnyOrderElementsOf(route.queries());
        }
    }

    @Test
    void answersAsItSays() throws Exception {
        var run = server.start("red", """
                version: v4
                jobs:
                  sweep: {task-array: {start: 1, end: 3}, script: 'echo out; echo err >&2'}
                  after: {depends-on: [{name: sweep, status: FINISHED}], script: 'exit 3'}
                """);
        get(Paths.EVENTS, "red", run);
        assertThat(server.ended("red", run).state()).isEqualTo("failed");

        for (var path : List.of(Paths.HEALTH, Paths.VERSION, Paths.STATUS, Paths.ME, Paths.SITES)) {
            get(path);
        }
        for (var path : List.of(Paths.USERS, Paths.TOKENS, Paths.PROJECTS)) {
            get(path);
        }
        for (var path : List.of(Paths.MEMBERS, Paths.RUNS, Paths.VOLUMES)) {
            get(path, "red");
        }
        get(Paths.RUN, "red", run);
        get(Paths.EXPLAIN, "red", run);
        get(Paths.TASKS, "red", run, "sweep");
        get(Paths.ATTEMPT, "red", run, "sweep", "2", "1");
        check("GET " + Paths.LOGS, "GET", Paths.of(Paths.LOGS, "red", run) + "?job=sweep&index=2", Map.of());
        post(Paths.RERUN, TestingServer.map("run", TestingServer.id(), "keep", "succeeded"), "red", run);
        execs();
        get(Paths.RUN_VOLUME_LIST, "red", run, "none");
        get(Paths.RUN_VOLUME_READ, "red", run, "none");
        get(Paths.VOLUME_LIST, "red", "none");
        get(Paths.VOLUME_READ, "red", "none");
        post(Paths.PLAN, TestingServer.map("workflow", TestingServer.HELLO), "red");
        post(Paths.RUNS, TestingServer.map("run", TestingServer.id(), "workflow", TestingServer.HELLO), "red");
        post(Paths.STOP, TestingServer.map("request", TestingServer.id()), "red", run);
        post(Paths.SITE_CHECK, Map.of(), "local");
        post(Paths.PRUNE, TestingServer.map("dryRun", true));
        post(Paths.USERS, TestingServer.map("request", TestingServer.id(), "user", "zoe"));
        post(Paths.PROJECTS, TestingServer.map("request", TestingServer.id(), "project", "zoo"));
        post(Paths.TOKENS, TestingServer.map("request", TestingServer.id(), "note", "n"));
        post(Paths.BLOBS_MISSING, TestingServer.map("digests", List.of(DIGEST)), "red");
        check(
                "PUT " + Paths.MEMBER,
                "PUT",
                Paths.of(Paths.MEMBER, "zoo", "zoe"),
                TestingServer.map("request", TestingServer.id(), "role", "viewer"));
        delete(Paths.MEMBER, "zoo", "zoe");
        delete(Paths.TOKEN, "none");
        post(
                Paths.VOLUMES,
                TestingServer.map("request", TestingServer.id(), "name", "made", "annotations", Map.of()),
                "red");
        get(Paths.VOLUME_SIZE, "red", "made");
        check(
                "PUT " + Paths.VOLUME_WRITE,
                "PUT",
                Paths.of(Paths.VOLUME_WRITE, "red", "made") + "?path=it",
                TestingServer.map("any", "bytes"));
        check(
                "PUT " + Paths.RUN_VOLUME_WRITE,
                "PUT",
                Paths.of(Paths.RUN_VOLUME_WRITE, "red", run, "none") + "?path=it",
                TestingServer.map("any", "bytes"));
        delete(Paths.VOLUME, "red", "none");
        for (var path : List.of(Paths.USER_SECRET, Paths.ORGANIZATION_SECRET, Paths.CLUSTER_SECRET)) {
            put(path, "word");
            delete(path, "word");
        }
        put(Paths.PROJECT_SECRET, "red", "word");
        put(Paths.USER_SECRET, "word");
        get(Paths.SECRETS);
        get(Paths.PROJECT_SECRETS, "red");
        post(Paths.SECRETS_KEY, Map.of());
        delete(Paths.PROJECT_SECRET, "red", "word");
        check("HEAD " + Paths.BLOB, "HEAD", Paths.of(Paths.BLOB, "red", DIGEST), Map.of());
        check("PUT " + Paths.BLOB, "PUT", Paths.of(Paths.BLOB, "red", DIGEST), TestingServer.map("not", "it"));

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        server.routes().stream().map(Route::toString).toList());
    }

    /// A command that reads its input to the end.
    private void execs() throws Exception {
        var run = server.start("red", "version: v4\njobs: {long: {script: sleep 1000}}\n");
        var limit = Instant.now().plusSeconds(60);
        var attempt = Paths.of(Paths.ATTEMPT, "red", run, "long", "0", "1");
        while (!server.get(attempt, "owner").text().contains("startedAt")) {
            assertThat(Instant.now()).as("it was given a minute").isBefore(limit);
            Thread.sleep(20);
        }
        var files = "?job=long&path=tmp";
        check("GET " + Paths.INNER_LIST, "GET", Paths.of(Paths.INNER_LIST, "red", run) + files, Map.of());
        check("GET " + Paths.INNER_READ, "GET", Paths.of(Paths.INNER_READ, "red", run) + "?path=etc/passwd", Map.of());
        check(
                "PUT " + Paths.INNER_WRITE,
                "PUT",
                Paths.of(Paths.INNER_WRITE, "red", run) + "?path=etc/passwd/it",
                TestingServer.map("any", "bytes"));
        post(Paths.EXECS, TestingServer.map("exec", "one", "command", List.of("cat")), "red", run);
        check(
                "PUT " + Paths.EXEC_SIZE,
                "PUT",
                Paths.of(Paths.EXEC_SIZE, "red", run, "one"),
                TestingServer.map("columns", 80, "rows", 24));
        check(
                "PUT " + Paths.EXEC_INPUT,
                "PUT",
                Paths.of(Paths.EXEC_INPUT, "red", run, "one") + "?offset=0&end=true",
                TestingServer.map("any", "bytes"));
        get(Paths.EXEC_OUTPUT, "red", run, "one");
        delete(Paths.EXEC, "red", run, "one");
        post(Paths.STOP, TestingServer.map("request", TestingServer.id()), "red", run);
    }

    private void get(String route, String... values) throws Exception {
        check("GET " + route, "GET", Paths.of(route, values), Map.of());
    }

    private void put(String route, String... values) throws Exception {
        var body = TestingServer.map(
                "request", TestingServer.id(), "type", "value", "fields", Map.of("value", "not to be seen"));
        check("PUT " + route, "PUT", Paths.of(route, values), body);
    }

    private void post(String route, Map<String, ?> body, String... values) throws Exception {
        check("POST " + route, "POST", Paths.of(route, values), body);
    }

    private void delete(String route, String... values) throws Exception {
        check("DELETE " + route, "DELETE", Paths.of(route, values) + "?request=" + TestingServer.id(), Map.of());
    }

    private void check(String route, String method, String path, Map<String, ?> body) throws Exception {
        seen.add(route);
        var answer = server.call(method, path, "owner", body);
        var responses = at(operation(route), "responses");
        var status = String.valueOf(answer.status());
        var said = responses.containsKey(status)
                ? at(responses, status)
                : at(at(at(document, "components"), "responses"), "Problem");
        assertThat(responses.containsKey(status) || answer.status() >= 400)
                .as(route + " gives " + status + ", which the document does not have")
                .isTrue();
        if (!said.containsKey("content")) {
            assertThat(answer.bytes()).as(route).isEmpty();
            return;
        }
        var content = at(said, "content");
        assertThat(content.keySet()).as(route + " " + status).contains(answer.type());
        var schema = (Map<?, ?>) at(content, answer.type()).get("schema");
        if (schema != null) {
            for (var json : jsons(answer)) {
                validate(route + " " + status + " " + json, String.valueOf(schema.get("$ref")), json);
            }
        }
    }

    private static List<String> jsons(TestingServer.Answer answer) {
        if (!answer.type().equals("text/event-stream")) {
            return List.of(answer.text());
        }
        return answer.text()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    /// OpenAPI 3.1's schemas are JSON Schema: the document's components are the definitions.
    private static void validate(String what, String ref, String json) {
        var schema = Json.text(Map.of(
                "$schema",
                "https://json-schema.org/draft/2020-12/schema",
                "$ref",
                ref,
                "components",
                Objects.requireNonNull(document.get("components"))));
        var result =
                new ValidatorFactory().withJsonNodeFactory(SchemaNode.FACTORY).validate(schema, json);
        var errors = result.getErrors().stream()
                .map(error -> error.getInstanceLocation() + " " + error.getError())
                .toList();
        assertThat(errors).as(what).isEmpty();
        assertThat(result.isValid()).as(what).isTrue();
    }

    private static Map<String, Object> operation(String route) {
        int space = route.indexOf(' ');
        var path = at(at(document, "paths"), route.substring(space + 1));
        return at(path, route.substring(0, space).toLowerCase(Locale.ROOT));
    }

    @SuppressWarnings("unchecked") // what YAML gives
    private static Map<String, Object> at(Map<String, Object> map, String key) {
        return Optional.ofNullable((Map<String, Object>) map.get(key))
                .orElseThrow(() -> new AssertionError("the document has no " + key));
    }

    @SuppressWarnings("unchecked") // what YAML gives
    private static Map<String, Object> document() throws IOException {
        try (var in = Objects.requireNonNull(Api.class.getResourceAsStream("/openapi.yaml"))) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return (Map<String, Object>)
                    Objects.requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(text));
        }
    }
}
