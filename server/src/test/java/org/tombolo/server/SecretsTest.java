package org.tombolo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tombolo.server.TestingServer.id;
import static org.tombolo.server.TestingServer.map;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.wire.Json;
import org.tombolo.wire.Paths;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.secret.SecretItem;

/// Secrets through the API of a real server, in two projects.
class SecretsTest {
    @TempDir
    private static Path home;

    private static TestingServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestingServer(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TestingServer.Answer set(String path, String user, String type, Map<String, String> fields)
            throws Exception {
        return server.call("PUT", path, user, map("request", id(), "type", type, "fields", fields));
    }

    private static void value(String path, String user, String value) throws Exception {
        var answer = set(path, user, "value", Map.of("value", value));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).doesNotContain(value);
    }

    /// A job that succeeds when the variable has that value.
    private static String job(String reference, String expected) {
        return """
                version: v4
                jobs:
                  look:
                    env: ["V=%s"]
                    script: |
                      [ "$V" = "$(cat %s)" ] && ! tr '\\0' '\\n' </proc/$$/cmdline | grep -qF -- "$V"
                """.formatted(reference, expected(expected));
    }

    private static Path expected(String value) {
        try {
            return Files.writeString(Files.createTempFile(home.getParent(), "expected", ".txt"), value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static TestingServer.Answer run(String project, String user, String run, String workflow, Object secrets)
            throws Exception {
        return server.call(
                "POST", Paths.of(Paths.RUNS, project), user, map("run", run, "workflow", workflow, "secrets", secrets));
    }

    private static Run succeeds(String project, String user, String workflow, Object secrets) throws Exception {
        var run = id();
        var answer = run(project, user, run, workflow, secrets);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        var ended = server.ended(project, run);
        assertThat(ended.state()).as(Json.text(ended)).isEqualTo("succeeded");
        return ended;
    }

    private static String refused(String project, String user, String workflow) throws Exception {
        var answer = run(project, user, id(), workflow, Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return answer.text();
    }

    @Test
    void aUsersSecretIsForHisRunsOnly() throws Exception {
        value(Paths.of(Paths.USER_SECRET, "mine"), "red-member", "of the member");
        succeeds("red", "red-member", job("secret://user/mine", "of the member"), Map.of());
        assertThat(refused("red", "red-admin", job("secret://user/mine", "x")))
                .contains("workflow.yaml:4:", "jobs.look.env", "there is no secret secret://user/mine")
                .contains("tombolo secrets set mine --scope user --type value", "--secret mine=@FILE");
        assertThat(names("red-admin", Paths.SECRETS)).doesNotContain("secret://user/mine");
        assertThat(names("red-member", Paths.SECRETS)).contains("secret://user/mine");
    }

    @Test
    void aProjectsSecretIsForItsMembers() throws Exception {
        value(Paths.of(Paths.PROJECT_SECRET, "red", "ours"), "red-member", "of the project");
        succeeds("red", "red-admin", job("secret://group/ours", "of the project"), Map.of());
        succeeds("red", "red-member", job("secret://account/ours", "of the project"), Map.of());
        assertThat(refused("blue", "blue-admin", job("secret://group/ours", "x")))
                .contains("there is no secret");
        assertThat(names("blue-admin", Paths.of(Paths.PROJECT_SECRETS, "blue"))).isEmpty();
        assertThat(names("red-viewer", Paths.of(Paths.PROJECT_SECRETS, "red"))).contains("secret://group/ours");
    }

    @Test
    void theOrganizationsAndTheClustersAreForAll() throws Exception {
        value(Paths.of(Paths.ORGANIZATION_SECRET, "wide"), "operator", "of all");
        value(Paths.of(Paths.CLUSTER_SECRET, "wide"), "operator", "of the cluster");
        succeeds("blue", "blue-member", job("secret://organization/wide", "of all"), Map.of());
        succeeds("blue", "blue-member", job("secret://cluster/wide", "of the cluster"), Map.of());
        var hidden = server.call(
                "PUT",
                Paths.of(Paths.ORGANIZATION_SECRET, "quiet"),
                "operator",
                map("request", id(), "type", "value", "fields", Map.of("value", "hush"), "hidden", true));
        assertThat(hidden.status()).isEqualTo(200);
        assertThat(names("blue-member", Paths.SECRETS)).doesNotContain("secret://organization/quiet");
        assertThat(names("operator", Paths.SECRETS)).contains("secret://organization/quiet");
        succeeds("blue", "blue-member", job("secret://organization/quiet", "hush"), Map.of());
    }

    @Test
    void aSecretOfTheRunStandsForTheUsersOwnThere() throws Exception {
        value(Paths.of(Paths.USER_SECRET, "both"), "red-member", "kept");
        var oneOff = Map.of("both", map("type", "value", "fields", Map.of("value", "one-off")));
        succeeds("red", "red-member", job("secret://user/both", "one-off"), oneOff);
        succeeds("red", "red-member", job("secret://user/both", "kept"), Map.of());
        var mine = Map.of("only", map("type", "map", "fields", Map.of("deep", "entry")));
        succeeds("red", "red-admin", job("secret://user/only/deep", "entry"), mine);
        assertThat(run("red", "red-admin", id(), job("secret://user/only/other", "x"), mine)
                        .text())
                .contains("no such entry");
    }

    @Test
    void aNewValueCountsFromThenOnAndARepeatedRequestChangesNothing() throws Exception {
        var path = Paths.of(Paths.USER_SECRET, "changing");
        var first = map("request", id(), "type", "value", "fields", Map.of("value", "first"));
        assertThat(server.call("PUT", path, "red-member", first).status()).isEqualTo(200);
        value(path, "red-member", "second");
        assertThat(server.call("PUT", path, "red-member", first).status()).isEqualTo(200);
        succeeds("red", "red-member", job("secret://user/changing", "second"), Map.of());
    }

    @Test
    void refusesATypeThatCannotServeThere() throws Exception {
        var s3 = Map.of("accessKeyId", "id", "secretAccessKey", "key");
        assertThat(set(Paths.of(Paths.USER_SECRET, "bucket"), "red-member", "s3", s3)
                        .status())
                .isEqualTo(200);
        assertThat(refused("red", "red-member", job("secret://user/bucket", "x")))
                .contains("expected a secret of type value, but secret://user/bucket is of type s3");
        value(Paths.of(Paths.USER_SECRET, "flat"), "red-member", "text");
        assertThat(refused("red", "red-member", job("secret://user/flat/entry", "x")))
                .contains("expected a secret of type map");
    }

    @Test
    void anAttemptFailsWithItsCauseWhenTheSecretWasRemovedMeanwhile() throws Exception {
        value(Paths.of(Paths.USER_SECRET, "brief"), "red-member", "gone soon");
        var gate = Files.createTempDirectory(home.getParent(), "gate").resolve("open");
        var run = id();
        var workflow = """
                version: v4
                jobs:
                  first: {script: "while [ ! -e %s ]; do sleep 0.05; done"}
                  second:
                    depends-on: [{name: first, status: FINISHED}]
                    env: ["V=secret://user/brief"]
                    script: "true"
                """.formatted(gate);
        assertThat(run("red", "red-member", run, workflow, Map.of()).status()).isEqualTo(201);
        var path = Paths.of(Paths.USER_SECRET, "brief") + "?request=" + id();
        assertThat(server.call("DELETE", path, "red-member", Map.of()).status()).isEqualTo(200);
        Files.createFile(gate);
        var ended = server.ended("red", run);
        assertThat(ended.state()).isEqualTo("failed");
        assertThat(Json.text(ended))
                .contains("jobs.second.env.V: the secret secret://user/brief is not there any more")
                .contains("tombolo secrets set brief");
    }

    @Test
    void saysWhatIsWrongWithoutShowingAValue() throws Exception {
        var path = Paths.of(Paths.USER_SECRET, "wrong");
        for (var body : List.of(
                map("request", id(), "type", "valu", "fields", Map.of("value", "canary-77")),
                map("request", id(), "type", "value", "fields", Map.of("values", "canary-77")),
                map("request", id(), "type", "hf", "fields", Map.of("value", "canary-77")),
                map("request", id(), "type", "value", "fields", List.of("canary-77")),
                map("request", id(), "type", "value", "value", "canary-77"),
                map("request", id(), "type", "value", "hidden", true, "fields", Map.of("value", "canary-77")))) {
            var answer = server.call("PUT", path, "red-member", body);
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.text()).doesNotContain("canary-77");
        }
        var broken = server.send(
                "PUT",
                path,
                java.util.Optional.of(server.secret("red-member")),
                "application/json",
                "{\"fields\": {\"value\": canary-77}}".getBytes(StandardCharsets.UTF_8));
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.text()).doesNotContain("canary-77");
        assertThat(Files.readString(home.resolve("logs/server.log"))).doesNotContain("canary-77");
        assertThat(set(Paths.of(Paths.USER_SECRET, "a b"), "red-member", "value", Map.of("value", "x"))
                        .status())
                .isEqualTo(400);
    }

    private static List<String> names(String user, String path) throws Exception {
        return Json.items(server.get(path, user).bytes(), SecretItem.class).items().stream()
                .map(SecretItem::reference)
                .toList();
    }
}
