package org.tombolo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tombolo.server.TestingServer.map;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombolo.model.ErrorCode;
import org.tombolo.wire.Paths;
import org.tombolo.wire.Problem;

/// Whatever is sent, the answer is one clear problem, and the server goes on.
class HostileTest {
    @TempDir
    private static Path home;

    private static TestingServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestingServer(home);
    }

    @AfterAll
    static void stop() throws Exception {
        assertThat(server.get(Paths.HEALTH, "").status()).isEqualTo(200);
        assertThat(Files.readString(home.resolve("logs/server.log"))).doesNotContain("ERROR");
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "nonsense | body:1:",
                "{ | body:1:",
                "[] | body:1:1",
                "null | body",
                "3 | body:1:1",
                "{} | run",
                "{\"run\":\"r\",\"workflow\":\"x\",\"lables\":{}} | did you mean \"labels\"",
                "{\"run\":\"r\",\"run\":\"r\",\"workflow\":\"x\"} | Duplicate",
                "{\"run\":\"../../x\",\"workflow\":\"x\"} | run \"../../x\"",
                "{\"run\":7,\"workflow\":[]} | workflow",
                "{\"run\":\"r\",\"workflow\":\"x\",\"priority\":99999} | priority: expected -1000 to 1000",
                "{\"run\":\"r\",\"workflow\":\"x\",\"priority\":1e40} | out of range",
                "{\"run\":\"r\",\"workflow\":\"x\",\"env\":{\"A B\":\"1\"}} | env: expected a name",
                "{\"run\":\"r\",\"workflow\":\"x\",\"labels\":{\"\":\"1\"}} | labels: expected a name",
                "{\"run\":\"r\",\"workflow\":\"x\",\"upload\":\"sha256:1\"} | digest \"sha256:1\"",
                "{\"run\":\"r\",\"workflow\":\"x\",\"site\":\"../local\"} | site \"../local\"",
                "{\"run\":\"r\",\"workflow\":\"x\"} | expected a workflow"
            })
    void saysWhatIsWrongWithABody(String body, String expected) throws Exception {
        var answer = post(Paths.of(Paths.RUNS, "red"), "application/json", body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo(Problem.MEDIA_TYPE);
        var problem = answer.problem();
        assertThat(problem.detail() + problem.errors()).contains(expected);
        assertThat(problem.code()).isEqualTo(ErrorCode.BAD_INPUT);
        assertThat(answer.headers().get("tombolo-request")).containsExactly(problem.request());
    }

    @Test
    void tellsEveryProblemOfAWorkflowFileAtOnce() throws Exception {
        var workflow =
                "version: v4\njobs:\n  a: {script: x, mounst: {}}\n  b: {script: y, depends-on: [{name: c, status: FINISHED}]}\n";
        var answer = server.call(
                "POST",
                Paths.of(Paths.RUNS, "red"),
                "red-member",
                map("run", "r", "workflow", workflow, "file", "my.yaml"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().errors()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(answer.problem().errors().toString())
                .contains("my.yaml:3:", "did you mean \"mounts\"", "my.yaml:4:");
    }

    @Test
    void refusesBodiesThatAreTooLargeOrOfAnotherKind() throws Exception {
        var runs = Paths.of(Paths.RUNS, "red");
        assertThat(post(runs, "application/json", new byte[9 << 20]).status()).isEqualTo(413);
        assertThat(post(runs, "text/plain", "{}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(415);
        assertThat(post(runs, "application/json", new byte[] {'{', (byte) 0xff, '}'})
                        .problem()
                        .detail())
                .contains("UTF-8");
        assertThat(post(runs, "application/json", "[".repeat(100_000).getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
        assertThat(post(Paths.of(Paths.BLOBS_MISSING, "red"), "application/json", digests(10_001))
                        .status())
                .isEqualTo(400);
    }

    private static byte[] digests(int count) {
        var one = "\"sha256:" + "a".repeat(64) + "\"";
        return ("{\"digests\":[" + one + ("," + one).repeat(count - 1) + "]}").getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/projects/..%2F..%2Fetc/runs",
                "/api/v1/projects/red/runs/..%2F..%2F..%2Fetc%2Fpasswd",
                "/api/v1/projects/red/runs/%00",
                "/api/v1/projects/red/runs/" + "a%2F",
                "/api/v1/projects/red/attempts",
                "/api/v1/projects/red/volumes/..%2F..%2Fjournal.db/read",
                "/api/v1/projects/red/volumes/data/read?path=..%2F..%2Fjournal.db",
                "/api/v1/projects/red/volumes/data/read?path=%2Fetc%2Fpasswd",
                "/api/v1/projects/red/volumes/data/list?path=a%2F..%2F..",
                "/api/v1/projects/red/volumes/data/list?path=%00",
                "/api/v1/projects/red/volumes/data/read?path=x&offset=-1",
                "/api/v1/projects/red/runs?limit=1000000",
                "/api/v1/projects/red/runs?limit=ten",
                "/api/v1/projects/red/runs?since=yesterday",
                "/api/v1/projects/red/runs?label=x",
                "/api/v1/projects/red/runs?stat=live",
                "/api/v1/projects/red/runs?after=99999999999999999999",
                "/api/v1/nothing",
                "/",
                "/../../etc/passwd"
            })
    void refusesPathsThatLeaveTheirPlace(String path) throws Exception {
        var answer = server.send("GET", path, Optional.of(server.secret("red-admin")), "", new byte[0]);

        assertThat(answer.status()).as(answer.text()).isIn(400, 404);
        assertThat(answer.type()).isEqualTo(Problem.MEDIA_TYPE);
        assertThat(answer.text()).doesNotContain("root:");
    }

    @Test
    void saysWhichMethodsAPathTakes() throws Exception {
        var answer = server.call("DELETE", Paths.SITES, "owner", Map.of());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers().get("allow")).containsExactly("GET");
    }

    @Test
    void keepsAnObjectOnlyWhenItIsWhatItsDigestSays() throws Exception {
        var abc = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        var path = Paths.of(Paths.BLOB, "red", abc);
        assertThat(put(path, "abd").status()).isEqualTo(400);
        assertThat(server.call("HEAD", path, "red-member", Map.of()).status()).isEqualTo(404);
        assertThat(put(path, "abc").status()).isEqualTo(204);
        assertThat(put(path, "abc").status()).isEqualTo(204);
        var there = server.call("HEAD", path, "red-member", Map.of());
        assertThat(there.status()).isEqualTo(200);
        assertThat(there.headers().get("tombolo-size")).containsExactly("3");
        assertThat(put(Paths.of(Paths.BLOB, "red", "sha256:../../x"), "abc").status())
                .isIn(400, 404);
    }

    @Test
    void answersWhatIsNoHttpAndOutlivesClientsThatBreakOff() throws Exception {
        assertThat(raw("GET /a b c HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("urn:tombolo:problem:bad-input");
        assertThat(raw("GET /api/v1/health HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(40_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        var half =
                "POST /api/v1/projects/red/runs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\nAuthorization: Bearer "
                        + server.secret("red-member") + "\r\n\r\n{\"run\":";
        try (var socket = connect()) {
            socket.getOutputStream().write(half.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(server.get(Paths.ME, "red-member").status()).isEqualTo(200);
    }

    @Test
    void givesTheFirstAnswerToARepeatedRequest() throws Exception {
        var body = map("run", TestingServer.id(), "workflow", TestingServer.HELLO);
        var first = server.call("POST", Paths.of(Paths.RUNS, "red"), "red-member", body);
        var second = server.call("POST", Paths.of(Paths.RUNS, "red"), "red-member", body);

        assertThat(first.status()).isEqualTo(201).isEqualTo(second.status());
        assertThat(server.call("POST", Paths.of(Paths.RUNS, "blue"), "blue-member", body)
                        .status())
                .isEqualTo(409);
        var token = map("request", TestingServer.id());
        assertThat(server.call("POST", Paths.TOKENS, "red-member", token).status())
                .isEqualTo(201);
        assertThat(server.call("POST", Paths.TOKENS, "red-member", token).status())
                .isEqualTo(409);
    }

    private static String raw(String text) throws IOException {
        try (var socket = connect()) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            var buffer = new byte[4096];
            int n = socket.getInputStream().read(buffer);
            return n < 0 ? "" : new String(buffer, 0, n, StandardCharsets.UTF_8);
        }
    }

    private static Socket connect() throws IOException {
        var url = URI.create(server.url());
        return new Socket(url.getHost(), url.getPort());
    }

    private static TestingServer.Answer post(String path, String type, byte[] body) throws Exception {
        return server.send("POST", path, Optional.of(server.secret("red-member")), type, body);
    }

    private static TestingServer.Answer put(String path, String body) throws Exception {
        return server.send(
                "PUT",
                path,
                Optional.of(server.secret("red-member")),
                "application/octet-stream",
                body.getBytes(StandardCharsets.UTF_8));
    }
}
