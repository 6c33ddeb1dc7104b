package org.tombolo.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombolo.cli.client.Place;
import org.tombolo.cli.client.Query;
import org.tombolo.model.Ordered;
import org.tombolo.testkit.chaos.Client;
import org.tombolo.testkit.chaos.PackedProgram;
import org.tombolo.testkit.chaos.Program;
import org.tombolo.testkit.chaos.ServerCommand;
import org.tombolo.wire.run.Run;

/// Each folder below `golden-home` is a state folder of one version, once written and never changed. A new one is
/// written by `./dev golden NAME`.
@Tag("faults")
@ExtendWith(PackedProgram.class)
class GoldenHomeTest {
    private static final String NEW = "tombolo.golden";
    private static final Path FOLDER = Path.of("src/test/resources/golden-home");
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(60);
    private static final long MOST_BYTES = 100_000;

    private static final String GOOD = """
            version: v4
            volumes:
              kept: {reference: "volume://group/persistent/kept"}
            jobs:
              write:
                mounts: {/kept: kept}
                script: echo golden >/kept/file; echo said
              many:
                task-array: {start: 1, end: 3}
                script: echo "$FB_TASK_ID"
            """;
    private static final String BAD = """
            version: v4
            jobs:
              bad: {script: exit 3, policy: {retry: {attempts: 2, backoff: 1ms}}}
              never: {script: 'true', depends-on: [{name: bad, status: FINISHED}]}
            """;
    private static final String LONG = "version: v4\njobs: {long: {script: sleep 600}}\n";

    /// Waits for `long`, which has the only core.
    private static final String QUEUED = """
            version: v4
            volumes:
              kept: {reference: "volume://group/persistent/kept"}
            jobs:
              read:
                mounts: {/kept: kept}
                script: cat /kept/file
            """;

    @TempDir
    private Path scratch;

    static Stream<String> versions() throws IOException {
        try (var folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void readsEverythingAndGoesOn(String version, Program program) throws Exception {
        var home = scratch.resolve("home");
        copy(FOLDER.resolve(version), home);
        try (var server = new ServerCommand(program, home).start().awaitReady()) {
            var client = Client.of(home);
            assertThat(client.run("good").state()).isEqualTo("succeeded");
            assertThat(client.run("good").jobs()).extracting("name").containsExactlyInAnyOrder("write", "many");
            assertThat(client.run("bad").state()).isEqualTo("failed");
            assertThat(client.factory().runs("default", new Query(), 10).items())
                    .extracting("id")
                    .contains("good", "bad", "queued");
            try (var file = Place.volume(client.factory(), "default", Optional.of("good"), "kept")
                    .read("file")) {
                assertThat(new String(file.readAll(), StandardCharsets.UTF_8)).isEqualTo("golden\n");
            }
            assertThat(client.run("long").state()).isEqualTo("running"); // until the site has been silent for long
            assertThat(client.awaitEnd("queued", ENDED_WITHIN).state()).isEqualTo("succeeded");
            start(client, "new", GOOD);
            assertThat(client.awaitEnd("new", ENDED_WITHIN).state()).isEqualTo("succeeded");
            server.end(Duration.ofSeconds(20));
        }
    }

    @Test
    @Tag("golden") // by `./dev golden` only
    void writesANewOne(Program program) throws Exception {
        var to = FOLDER.resolve(Objects.requireNonNull(System.getProperty(NEW), NEW));
        assertThat(to).as("what was written once is never changed").doesNotExist();
        var home = scratch.resolve("home");
        Files.createDirectories(home.resolve("sites"));
        Files.writeString(home.resolve("sites/local.yaml"), "engine: hosts\ncores: 0\n");
        try (var server = new ServerCommand(program, home).start().awaitReady()) {
            var client = Client.of(home);
            start(client, "good", GOOD);
            client.awaitEnd("good", ENDED_WITHIN);
            start(client, "bad", BAD);
            client.awaitEnd("bad", ENDED_WITHIN);
            start(client, "long", LONG);
            client.await("long", GoldenHomeTest::isRunning, ENDED_WITHIN);
            start(client, "queued", QUEUED);
            server.kill();
        }
        emptyTheLog(home.resolve("journal.db"));
        assertThat(Files.size(home.resolve("journal.db"))).isLessThan(MOST_BYTES);
        for (var part : new String[] {"format", "journal.db", "work/local/volumes"}) {
            copy(home.resolve(part), to.resolve(part));
        }
        try (var server = new ServerCommand(program, home).start().awaitReady()) { // ends what still runs
            Client.of(home).stop("long");
            Client.of(home).awaitEnd("queued", ENDED_WITHIN);
            server.end(Duration.ofSeconds(20));
        }
    }

    private static boolean isRunning(Run run) {
        return run.jobs().getFirst().tasks().running() == 1;
    }

    private static void start(Client client, String run, String workflow) throws InterruptedException {
        client.start(run, workflow, Ordered.none(), Optional.empty());
    }

    /// One file instead of three.
    private static void emptyTheLog(Path journal) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            statement.execute("VACUUM");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
