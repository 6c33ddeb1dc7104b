package org.tombolo.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.cli.Cli;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.testkit.chaos.PackedProgram;
import org.tombolo.testkit.chaos.Program;
import org.tombolo.testkit.chaos.RealServer;
import org.tombolo.testkit.chaos.Story;
import org.tombolo.wire.Json;
import org.tombolo.wire.factory.ServerFile;

/// The real server with its journal in PostgreSQL: killed, and left alone by its database, while work runs.
@Tag("postgres")
@Timeout(240)
@ExtendWith(PackedProgram.class)
class PostgresFactoryTest {
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);

    @TempDir
    private Path scratch;

    private PostgresServer database;
    private Factory factory;

    @BeforeEach
    void aFactoryOnPostgres(Program program) throws Exception {
        var installed = PostgresServer.installed();
        var missing = "PostgreSQL 15 or newer is not installed: Debian's package postgresql";
        assumeTrue(installed.isPresent() || "true".equals(System.getenv("CI")), missing);
        assertThat(installed).as(missing).isPresent();
        database = PostgresServer.create(installed.get());
        factory = Factory.in(scratch, program).variable("TOMBOLO_DATABASE", database.url());
    }

    @AfterEach
    void noDatabase() throws Exception {
        if (database != null) {
            database.remove();
        }
    }

    /// Until all of its tasks have said their first word.
    private void awaitWords(String run, int count) throws Exception {
        for (int look = 0; look < 1_500; look++) {
            if (factory.ledger().lines().stream()
                            .filter(line -> line.run().equals(run))
                            .count()
                    >= count) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError(
                "%s has not begun: %s".formatted(run, factory.ledger().lines()));
    }

    @Test
    void losesAndDoublesNothingWhenItIsKilled() throws Exception {
        var story = Story.array(2, 1);
        try (var server = factory.command().start().awaitReady()) {
            assertThat(factory.carryOut("before", Story.diamond())).isEmpty();
            factory.begin("over", story);
            awaitWords("over", 1);
            server.kill();
        }
        try (var server = factory.command().start().awaitReady()) {
            assertThat(story.problems("over", factory.end("over").state(), factory.ledger()))
                    .isEmpty();
            assertThat(factory.client().run("before").state()).isEqualTo("succeeded");
            assertThat(factory.carryOut("after", Story.flaky())).isEmpty();
            assertThat(Files.exists(factory.home().resolve("journal.db"))).isFalse();
            keepsThePasswordToItself(server);
            assertThat(server.end(ENDS_WITHIN)).isEqualTo(143);
        }
    }

    @Test
    void pausesWhileItsDatabaseIsAwayAndGoesOnWhenItIsBack() throws Exception {
        try (var server = factory.command().start().awaitReady()) {
            var story = Story.array(2, 2);
            factory.begin("over", story);
            awaitWords("over", 2);
            database.stop();

            var refusal =
                    catchThrowableOfType(TomboloException.class, () -> factory.beginOnce("refused", Story.diamond()));
            assertThat(refusal.code()).isEqualTo(ErrorCode.PAUSED);
            assertThat(refusal)
                    .hasMessageContaining("the factory pauses")
                    .hasMessageContaining("127.0.0.1:" + database.port())
                    .hasMessageContaining("check that the database answers");
            assertThat(refusal.getMessage()).doesNotContain(PostgresServer.PASSWORD);
            answersWith503();
            statusSaysWhy();

            awaitWords("over", 4); // it ends while nobody can write that down
            database.start();
            assertThat(story.problems("over", factory.end("over").state(), factory.ledger()))
                    .isEmpty();
            assertThat(factory.carryOut("after", Story.diamond())).isEmpty();
            assertThat(said("status")).contains("up for", "0 live").doesNotContain("paused");
            keepsThePasswordToItself(server);
        }
    }

    private void answersWith503() throws Exception {
        var file = Json.answer(Files.readAllBytes(factory.home().resolve(ServerFile.NAME)), ServerFile.class);
        var request = HttpRequest.newBuilder(URI.create(file.url() + "/api/v1/projects/default/runs"))
                .header(
                        "Authorization",
                        "Bearer "
                                + Files.readString(factory.home().resolve(ServerFile.TOKEN))
                                        .strip())
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(answer.body()).contains("PAUSED", "check that the database answers");
        }
    }

    private void statusSaysWhy() {
        assertThat(said("status"))
                .contains("paused ", "127.0.0.1:" + database.port(), "check that the database answers")
                .doesNotContain(PostgresServer.PASSWORD);
    }

    private String said(String... words) {
        var said = new ByteArrayOutputStream();
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            int status = new Cli(Map.of("TOMBOLO_HOME", factory.home().toString()), out, out).run(words);
            assertThat(status).as(said.toString(StandardCharsets.UTF_8)).isZero();
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void saysThatTheDatabaseIsAwayWhenItStarts() throws Exception {
        database.stop();
        try (var server = factory.command().start()) {
            assertThat(server.awaitEnd(ENDS_WITHIN)).as(server.said()).isEqualTo(3);
            assertThat(server.said())
                    .startsWith("tombolo: ")
                    .contains("127.0.0.1:" + database.port(), "check that the database answers")
                    .doesNotContain("\tat ", PostgresServer.PASSWORD);
        }
        database.start();
    }

    /// Nor is it in what attempts and their supervisor are given.
    private void keepsThePasswordToItself(RealServer server) throws Exception {
        assertThat(server.said()).doesNotContain(PostgresServer.PASSWORD);
        for (var part : List.of("logs", "work")) {
            assertThat(holding(factory.home().resolve(part))).isEmpty();
        }
        var processes = ProcessHandle.allProcesses().map(ProcessHandle::pid).toList();
        assertThat(processes).allSatisfy(pid -> {
            assertThat(text(pid, "cmdline")).doesNotContain(PostgresServer.PASSWORD);
            if (pid != server.pid()) {
                assertThat(text(pid, "environ")).doesNotContain(PostgresServer.PASSWORD);
            }
        });
    }

    private static List<Path> holding(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> bytes(file).contains(PostgresServer.PASSWORD))
                    .toList();
        }
    }

    private static String text(long pid, String name) {
        return bytes(Path.of("/proc", Long.toString(pid), name));
    }

    private static String bytes(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // another user's, or gone
        }
    }
}
