package org.tombolo.server;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.api.http.Route;
import org.tombolo.wire.Json;
import org.tombolo.wire.Paths;
import org.tombolo.wire.who.IssuedToken;

/// Every route, asked by everybody, about two projects. The table below is written by hand: it is what we promise.
class GuardTest {
    private static final String ALL =
            "owner operator red-viewer red-member red-admin blue-viewer blue-member blue-admin";
    private static final String OPERATORS = "owner operator";
    private static final String VIEW = "owner red-viewer red-member red-admin";
    private static final String WORK = "owner red-member red-admin";

    /// Who may, on project `red`. The owner made both projects and is their admin.
    private static final Map<String, String> MAY = Map.ofEntries(
            entry("GET " + Paths.VERSION, ALL),
            entry("GET " + Paths.STATUS, ALL),
            entry("GET " + Paths.ME, ALL),
            entry("POST " + Paths.PRUNE, OPERATORS),
            entry("GET " + Paths.SITES, ALL),
            entry("POST " + Paths.SITE_CHECK, OPERATORS),
            entry("GET " + Paths.USERS, OPERATORS),
            entry("POST " + Paths.USERS, OPERATORS),
            entry("GET " + Paths.TOKENS, ALL),
            entry("POST " + Paths.TOKENS, ALL),
            entry("DELETE " + Paths.TOKEN, ALL),
            entry("GET " + Paths.SECRETS, ALL),
            entry("PUT " + Paths.USER_SECRET, ALL),
            entry("DELETE " + Paths.USER_SECRET, ALL),
            entry("PUT " + Paths.ORGANIZATION_SECRET, OPERATORS),
            entry("DELETE " + Paths.ORGANIZATION_SECRET, OPERATORS),
            entry("PUT " + Paths.CLUSTER_SECRET, OPERATORS),
            entry("DELETE " + Paths.CLUSTER_SECRET, OPERATORS),
            entry("POST " + Paths.SECRETS_KEY, OPERATORS),
            entry("GET " + Paths.PROJECT_SECRETS, VIEW),
            entry("PUT " + Paths.PROJECT_SECRET, WORK),
            entry("DELETE " + Paths.PROJECT_SECRET, WORK),
            entry("GET " + Paths.PROJECTS, ALL),
            entry("POST " + Paths.PROJECTS, OPERATORS),
            entry("GET " + Paths.MEMBERS, VIEW + " operator"),
            entry("PUT " + Paths.MEMBER, "owner red-admin operator"),
            entry("DELETE " + Paths.MEMBER, "owner red-admin operator"),
            entry("POST " + Paths.PLAN, VIEW),
            entry("GET " + Paths.RUNS, VIEW),
            entry("POST " + Paths.RUNS, WORK),
            entry("GET " + Paths.RUN, VIEW),
            entry("GET " + Paths.EVENTS, VIEW),
            entry("POST " + Paths.STOP, WORK),
            entry("GET " + Paths.EXPLAIN, VIEW),
            entry("GET " + Paths.TASKS, VIEW),
            entry("GET " + Paths.ATTEMPT, VIEW),
            entry("GET " + Paths.LOGS, VIEW),
            entry("POST " + Paths.RERUN, WORK),
            entry("GET " + Paths.INNER_LIST, WORK),
            entry("GET " + Paths.INNER_READ, WORK),
            entry("PUT " + Paths.INNER_WRITE, WORK),
            entry("POST " + Paths.EXECS, WORK),
            entry("DELETE " + Paths.EXEC, WORK),
            entry("GET " + Paths.EXEC_OUTPUT, WORK),
            entry("PUT " + Paths.EXEC_INPUT, WORK),
            entry("PUT " + Paths.EXEC_SIZE, WORK),
            entry("GET " + Paths.RUN_VOLUME_LIST, VIEW),
            entry("GET " + Paths.RUN_VOLUME_READ, VIEW),
            entry("GET " + Paths.VOLUMES, VIEW),
            entry("POST " + Paths.VOLUMES, WORK),
            entry("GET " + Paths.VOLUME_SIZE, VIEW),
            entry("PUT " + Paths.VOLUME_WRITE, WORK),
            entry("PUT " + Paths.RUN_VOLUME_WRITE, WORK),
            entry("DELETE " + Paths.VOLUME, WORK),
            entry("GET " + Paths.VOLUME_LIST, VIEW),
            entry("GET " + Paths.VOLUME_READ, VIEW),
            entry("POST " + Paths.BLOBS_MISSING, WORK),
            entry("HEAD " + Paths.BLOB, WORK),
            entry("PUT " + Paths.BLOB, WORK));

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

    @Test
    void letsInWhoMayAndNobodyElse() throws Exception {
        var wrong = new ArrayList<String>();
        for (var route : server.routes()) {
            if (route.path().equals(Paths.HEALTH)) {
                continue;
            }
            var may = List.of(MAY.getOrDefault(route.toString(), "nobody: the route is not in the table")
                    .split(" ", -1));
            for (var user : ALL.split(" ", -1)) {
                var status = ask(route, server.secret(user)).status();
                boolean isIn = status != 401 && status != 403 && !isHidden(route, server.secret(user));
                if (isIn != may.contains(user)) {
                    wrong.add("%s by %s: %d".formatted(route, user, status));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(server.routes()).hasSize(MAY.size() + 1);
    }

    @Test
    void asksForATokenEverywhereButAtTheHealth() throws Exception {
        for (var route : server.routes()) {
            int expected = route.path().equals(Paths.HEALTH) ? 200 : 401;
            for (var secret : List.of(Optional.<String>empty(), Optional.of("tombolo_wrong"), Optional.of(""))) {
                assertThat(ask(route, secret.orElse("\0none")).status())
                        .as(route.toString())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void hidesAProjectFromOutsidersAsIfItWereNotThere() throws Exception {
        var theirs = server.get(Paths.of(Paths.RUNS, "red"), "blue-admin");
        var none = server.get(Paths.of(Paths.RUNS, "green"), "blue-admin");

        assertThat(theirs.status()).isEqualTo(404).isEqualTo(none.status());
        assertThat(theirs.problem().detail()).isEqualTo(none.problem().detail().replace("green", "red"));
    }

    @Test
    void hidesARunFromAnotherProject() throws Exception {
        var run = server.start("red", TestingServer.HELLO);

        assertThat(server.get(Paths.of(Paths.RUN, "red", run), "red-viewer").status())
                .isEqualTo(200);
        for (var path : List.of(Paths.RUN, Paths.EVENTS, Paths.EXPLAIN, Paths.LOGS)) {
            assertThat(server.get(Paths.of(path, "blue", run), "blue-admin").status())
                    .as(path)
                    .isEqualTo(404);
        }
        var stop = server.call(
                "POST", Paths.of(Paths.STOP, "blue", run), "blue-admin", TestingServer.map("request", "s1"));
        assertThat(stop.status()).isEqualTo(404);
        assertThat(server.ended("red", run).state()).isEqualTo("succeeded");
    }

    @Test
    void forgetsATokenThatIsRevokedOrExpired() throws Exception {
        var brief = server.call(
                "POST", Paths.TOKENS, "red-viewer", TestingServer.map("request", TestingServer.id(), "validMillis", 1));
        assertThat(brief.status()).isEqualTo(201);
        var expired = Json.answer(brief.bytes(), IssuedToken.class);
        Thread.sleep(5);
        assertThat(server.send("GET", Paths.ME, Optional.of(expired.secret()), "", new byte[0])
                        .status())
                .isEqualTo(401);

        var issued = Json.answer(
                server.call("POST", Paths.TOKENS, "red-viewer", TestingServer.map("request", TestingServer.id()))
                        .bytes(),
                IssuedToken.class);
        assertThat(server.send("GET", Paths.ME, Optional.of(issued.secret()), "", new byte[0])
                        .status())
                .isEqualTo(200);
        var path = Paths.of(Paths.TOKEN, issued.name()) + "?request=" + TestingServer.id();
        assertThat(server.call("DELETE", path, "blue-admin", Map.of()).status()).isEqualTo(404);
        assertThat(server.call("DELETE", path, "red-viewer", Map.of()).status()).isEqualTo(200);
        assertThat(server.send("GET", Paths.ME, Optional.of(issued.secret()), "", new byte[0])
                        .status())
                .isEqualTo(401);
    }

    @Test
    void keepsSecretsOutOfLogsAndLists() throws Exception {
        var tokens = server.get(Paths.TOKENS, "owner").text();
        var log = Files.readString(home.resolve("logs/server.log"));

        for (var user : ALL.split(" ", -1)) {
            assertThat(tokens).doesNotContain(server.secret(user));
            assertThat(log).doesNotContain(server.secret(user));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("token"))))
                .isEqualTo("rw-------");
    }

    private static boolean isHidden(Route route, String secret) throws Exception {
        var answer = ask(route, secret);
        boolean isHead = route.method().name().equals("HEAD"); // has no body to tell; a malformed digest is a 400
        return answer.status() == 404 && (isHead || answer.text().contains("no project"));
    }

    /// On project `red`, about things that are not there, with a body that changes nothing.
    private static TestingServer.Answer ask(Route route, String secret) throws Exception {
        var path = route.path()
                .replace("{project}", "red")
                .replaceAll("\\{(index|try)}", "1")
                .replaceAll("\\{[a-z]+}", "nope");
        boolean hasBody = route.method().name().startsWith("P");
        return server.send(
                route.method().name(),
                path,
                secret.startsWith("\0") ? Optional.empty() : Optional.of(secret),
                "application/json",
                hasBody ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0]);
    }
}
