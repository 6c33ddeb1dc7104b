package org.tombolo.testkit.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.cli.Cli;
import org.tombolo.model.Ordered;
import org.tombolo.model.secret.SecretType;
import org.tombolo.testkit.chaos.Client;
import org.tombolo.testkit.chaos.PackedProgram;
import org.tombolo.testkit.chaos.Program;
import org.tombolo.testkit.chaos.RealServer;
import org.tombolo.testkit.chaos.ServerCommand;
import org.tombolo.wire.Json;
import org.tombolo.wire.Paths;
import org.tombolo.wire.factory.ServerFile;
import org.tombolo.wire.run.StartRun;
import org.tombolo.wire.secret.OneOffSecret;
import org.tombolo.wire.secret.SetSecret;

/// Plants values of every type and scope, uses them, kills the server, lets work fail; then looks for them in every
/// file, row, answer, output and command line.
@Tag("chaos")
@Timeout(300)
@ExtendWith(PackedProgram.class)
class CanaryTest {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final String PROJECT = "default";

    @TempDir
    private Path scratch;

    private final Canaries canaries = new Canaries(System.nanoTime());
    /// What anybody was ever told.
    private final StringBuilder heard = new StringBuilder();
    /// Variable → (reference, value).
    private final SequencedMap<String, Variable> variables = new LinkedHashMap<>();
    private int requests;

    private record Variable(String reference, String value) {}

    @Test
    void findsAValueNowhereButWhereItIsNeeded(Program program) throws Exception {
        var home = scratch.resolve("home");
        var command = new ServerCommand(program, home);
        var client = Client.of(home);
        try (var lines = new CommandLines(canaries.mark())) {
            Path state;
            try (var server = command.start().awaitReady()) {
                plantEverything(client);
                plantByCommandLine(home);
                state = stateOf(home);
                start(client, "quiet", quiet(), Map.of());
                awaitFile(scratch.resolve("quiet.up"));
                onlyInTheProcessAndItsFiles(home, state);
                heard.append(server.said());
                server.kill();
            }
            onlyInTheProcessAndItsFiles(home, state);
            try (var server = command.start().awaitReady()) {
                Files.createFile(scratch.resolve("quiet.go"));
                var once = oneOff();
                start(client, "loud", loud(), once);
                awaitFile(scratch.resolve("loud.up"));
                heard.append(server.said());
                server.kill();
            }
            try (var server = command.start().awaitReady()) {
                changeAndRemove(client);
                Files.createFile(scratch.resolve("loud.go"));
                assertThat(client.awaitEnd("quiet", WITHIN).state()).isEqualTo("succeeded");
                var ended = client.awaitEnd("loud", WITHIN);
                assertThat(ended.state()).as(Json.text(ended)).isEqualTo("failed");
                assertThat(Json.text(ended)).contains("\"exit\"");
                ask(home);
                await(() -> holding(home, state).isEmpty());
                heard.append(server.said());
                server.end(WITHIN);
            }
            try (var server = command.start().awaitReady()) {
                ask(home);
                end(server);
            }
            nowhere(home, state);
            assertThat(lines.found()).isEmpty();
        }
    }

    private static void end(RealServer server) {
        server.end(WITHIN);
    }

    private void plantEverything(Client client) throws InterruptedException {
        for (var type : SecretType.values()) {
            for (var scope : List.of("user", "project", "organization", "cluster")) {
                var name = word(type);
                var fields = canaries.fields(scope, type);
                set(client, path(scope, name), type, fields);
                var reference = "secret://%s/%s".formatted(scope.equals("project") ? "group" : scope, name);
                if (type == SecretType.VALUE) {
                    variables.put(
                            "V_" + scope.toUpperCase(Locale.ROOT),
                            new Variable(reference, String.valueOf(fields.get("value"))));
                } else if (type == SecretType.MAP) {
                    variables.put(
                            "M_" + scope.toUpperCase(Locale.ROOT),
                            new Variable(reference + "/two", String.valueOf(fields.get("two"))));
                }
            }
        }
    }

    private static String word(SecretType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String path(String scope, String name) {
        return switch (scope) {
            case "user" -> Paths.of(Paths.USER_SECRET, name);
            case "project" -> Paths.of(Paths.PROJECT_SECRET, PROJECT, name);
            case "organization" -> Paths.of(Paths.ORGANIZATION_SECRET, name);
            default -> Paths.of(Paths.CLUSTER_SECRET, name);
        };
    }

    private void set(Client client, String path, SecretType type, SequencedMap<String, String> fields)
            throws InterruptedException {
        var what = new SetSecret("set-" + requests++, word(type), fields, false);
        client.ask(() -> {
            client.factory().setSecret(path, what);
            return true;
        });
    }

    /// The way of people, and their mistakes.
    private void plantByCommandLine(Path home) throws IOException {
        var value = canaries.draw("cli");
        var file = Files.writeString(scratch.resolve("value.txt"), value + "\n");
        assertThat(say(home, "secrets", "set", "typed", "--file", file.toString()))
                .isZero();
        assertThat(say(home, "secrets", "set", "typed=" + value)).isEqualTo(2);
        assertThat(say(home, "secrets", "set", "typed", "--type", "s3", "--file", file.toString()))
                .isEqualTo(2);
        assertThat(say(home, "secrets")).isZero();
        assertThat(say(home, "secrets", "--json")).isZero();
        Files.delete(file);
        variables.put("TYPED", new Variable("secret://user/typed", value));
    }

    private int say(Path home, String... words) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = new Cli(Map.of("TOMBOLO_HOME", home.toString()), out, out).run(words);
        heard.append(bytes.toString(StandardCharsets.UTF_8));
        return code;
    }

    private SequencedMap<String, OneOffSecret> oneOff() {
        var secrets = new LinkedHashMap<String, OneOffSecret>();
        for (var type : SecretType.values()) {
            var fields = canaries.fields("once", type);
            secrets.put("once-" + word(type), new OneOffSecret(word(type), fields));
            if (type == SecretType.VALUE) {
                variables.put("ONCE", new Variable("secret://user/once-value", String.valueOf(fields.get("value"))));
            }
        }
        return secrets;
    }

    private void start(Client client, String run, String workflow, Map<String, OneOffSecret> secrets)
            throws InterruptedException {
        var what = new StartRun(
                run,
                Optional.empty(),
                Ordered.none(),
                workflow,
                Optional.empty(),
                Ordered.none(),
                Optional.empty(),
                Optional.empty(),
                Ordered.none(),
                0,
                Ordered.copy(secrets));
        heard.append(Json.text(client.ask(() -> client.factory().start(PROJECT, what))));
    }

    private String environment() {
        var text = new StringBuilder();
        variables.forEach((name, variable) -> text.append("      - %s=%s\n".formatted(name, variable.reference())));
        return text.toString();
    }

    /// Ends with 9 where a value is not what was planted.
    private String checks() {
        var text = new StringBuilder();
        variables.forEach((name, variable) ->
                text.append("      [ \"$(printf %%s \"$%s\" | sha256sum | cut -c1-64)\" = %s ] || exit 9\n"
                        .formatted(name, Canaries.sha256(variable.value()))));
        return text.toString();
    }

    private String quiet() {
        return """
                version: v4
                jobs:
                  plain:
                    env:
                %1$s    script: |
                %2$s      : >%3$s/quiet.up
                      while [ ! -e %3$s/quiet.go ]; do sleep 0.02; done
                  viewed:
                    files: {/given/file.txt: text}
                    env:
                %1$s    script: |
                %2$s  many:
                    task-array: {start: 1, end: 3}
                    env:
                %1$s    script: |
                %2$s""".formatted(environment(), checks(), scratch);
    }

    /// Prints all of it, fails, is tried again, fails for good.
    private String loud() {
        return """
                version: v4
                jobs:
                  loud:
                    policy: {retry: {attempts: 2, backoff: 100ms}}
                    env:
                %1$s    script: |
                %2$s      env
                      env >&2
                      : >%3$s/loud.up
                      while [ ! -e %3$s/loud.go ]; do sleep 0.02; done
                      printf %%s "$V_USER" | fold -w 5 | tr -d '\\n'
                      printf %%s "$V_USER" | base64 -w 0
                      exit 3
                """.formatted(environment(), checks(), scratch);
    }

    private void changeAndRemove(Client client) throws InterruptedException {
        for (var type : SecretType.values()) {
            set(client, path("organization", word(type)), type, canaries.fields("changed", type));
            client.ask(() -> {
                client.factory().removeSecret(path("cluster", word(type)), "remove-" + word(type));
                return true;
            });
        }
        assertThat(client.ask(() -> client.factory().renewSecretsKey()).sealed())
                .isPositive();
    }

    private static Path stateOf(Path home) throws IOException {
        return Path.of(
                Files.readString(home.resolve("work/local/state.at")).strip().split(" ", 3)[2]);
    }

    private void onlyInTheProcessAndItsFiles(Path home, Path state) throws IOException {
        var files = holding(home, state);
        assertThat(files).isNotEmpty().allSatisfy(file -> {
            assertThat(file.getParent()).isEqualTo(state.resolve("secrets"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        });
        assertThat(environments()).isPositive(); // so the search does find what is there
    }

    /// Processes whose environment holds a value.
    private long environments() throws IOException {
        long count = 0;
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                try {
                    if (holds(process.resolve("environ"))) {
                        count++;
                    }
                } catch (UncheckedIOException e) {
                    // ended, or of somebody else
                }
            }
        }
        return count;
    }

    private List<Path> holding(Path... roots) {
        var found = new ArrayList<Path>();
        for (var root : roots) {
            if (!Files.exists(root)) {
                continue;
            }
            try (var files = Files.walk(root)) {
                files.filter(Files::isRegularFile).filter(this::holds).forEach(found::add);
            } catch (IOException | UncheckedIOException e) {
                return List.of(root); // it changed under our hands: look again
            }
        }
        return found;
    }

    private boolean holds(Path file) {
        try {
            return holds(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean holds(String text) {
        return text.contains(canaries.mark()) || text.contains(canaries.inBase64());
    }

    /// Everything that the API answers about what was done.
    private void ask(Path home) throws Exception {
        var token = Files.readString(home.resolve("token")).strip();
        var url = Json.answer(Files.readAllBytes(home.resolve(ServerFile.NAME)), ServerFile.class)
                .url();
        var paths = new ArrayList<>(List.of(
                Paths.SECRETS,
                Paths.STATUS,
                Paths.SITES,
                Paths.TOKENS,
                Paths.of(Paths.PROJECT_SECRETS, PROJECT),
                Paths.of(Paths.RUNS, PROJECT),
                Paths.of(Paths.VOLUMES, PROJECT)));
        for (var run : List.of("quiet", "loud")) {
            paths.add(Paths.of(Paths.RUN, PROJECT, run));
            paths.add(Paths.of(Paths.EVENTS, PROJECT, run));
            paths.add(Paths.of(Paths.EXPLAIN, PROJECT, run));
        }
        for (var attempt : List.of("1", "2")) {
            paths.add(Paths.of(Paths.ATTEMPT, PROJECT, "loud", "loud", "0", attempt));
            for (var stream : List.of("out", "err")) {
                paths.add(Paths.of(Paths.LOGS, PROJECT, "loud")
                        + "?job=loud&try=%s&stream=%s".formatted(attempt, stream));
            }
        }
        try (var http = HttpClient.newHttpClient()) {
            for (var path : paths) {
                var request = HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(WITHIN)
                        .header("Authorization", "Bearer " + token)
                        .build();
                var answer = http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
                assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
                heard.append(answer.body());
            }
        }
        assertThat(say(home, "logs", "loud")).isZero();
        assertThat(say(home, "show", "loud")).isZero();
        assertThat(say(home, "secrets")).isZero();
        assertThat(say(home, "secrets", "--json")).isZero();
    }

    private void nowhere(Path home, Path state) throws IOException {
        assertThat(heard.toString()).contains("V_USER=***"); // it was printed, and covered
        assertThat(holds(heard.toString())).isFalse();
        assertThat(holding(home, state)).isEmpty();
        assertThat(environments()).isZero();
        assertThat(Files.exists(home.resolve("journal.db"))).isTrue();
        for (var folder : List.of(Path.of("/dev/shm"), Path.of("/run"), scratch)) {
            try (var files = Files.list(folder)) {
                for (var each : files.filter(
                                file -> String.valueOf(file.getFileName()).startsWith("tombolo-"))
                        .toList()) {
                    assertThat(holding(each)).isEmpty();
                }
            }
        }
    }

    private static void awaitFile(Path file) throws InterruptedException {
        await(() -> Files.exists(file));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long limit = System.nanoTime() + WITHIN.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the factory was given " + WITHIN).isLessThan(limit);
            Thread.sleep(20);
        }
    }
}
