package org.tombolo.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.testkit.chaos.PackedProgram;
import org.tombolo.testkit.chaos.Program;
import org.tombolo.testkit.chaos.Story;

/// What keeps a server from starting: it says so in one message and ends, and nothing is touched.
@Tag("faults")
@ExtendWith(PackedProgram.class)
class StartFaultsTest {
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);

    @TempDir
    private Path scratch;

    private Factory factory;

    @BeforeEach
    void aFactory(Program program) {
        factory = Factory.in(scratch, program);
    }

    private void runOnce(String run) throws Exception {
        try (var server = factory.command().start().awaitReady()) {
            assertThat(factory.carryOut(run, Story.diamond())).isEmpty();
            server.kill();
        }
    }

    /// Starts a server that must refuse, and gives what it said.
    private String refused(int exitCode) throws Exception {
        try (var server = factory.command().start()) {
            assertThat(server.awaitEnd(ENDS_WITHIN)).as(server.said()).isEqualTo(exitCode);
            assertThat(server.said()).startsWith("tombolo: ").doesNotContain("\tat ");
            assertThat(server.said().lines().filter(line -> line.startsWith("tombolo: ")))
                    .as("one error")
                    .hasSize(1);
            return server.said();
        }
    }

    private void sql(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + factory.home().resolve("journal.db"));
                var statement = connection.createStatement()) {
            for (var each : statements) {
                assertThat(statement.executeUpdate(each)).as(each).isPositive();
            }
        }
    }

    @Test
    void aSecondServerNamesTheFirstOnesProcess() throws Exception {
        try (var first = factory.command().start().awaitReady()) {
            assertThat(refused(2))
                    .contains("process " + first.pid(), factory.home().toString(), "tombolo down");
            assertThat(factory.carryOut("after", Story.array(2, 0))).isEmpty();
        }
    }

    @Test
    void aPortOfTheApiThatIsTakenIsNamed() throws Exception {
        try (var stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.createDirectories(factory.home());
            Files.writeString(factory.home().resolve("tombolo.yaml"), "port: " + stranger.getLocalPort() + "\n");

            assertThat(refused(2)).contains("127.0.0.1:" + stranger.getLocalPort(), "port");
        }
    }

    @Test
    void aNewerLayoutOfTheFolderIsRefused() throws Exception {
        runOnce("one");
        Files.writeString(factory.home().resolve("format"), "99\n");

        assertThat(refused(3)).contains(factory.home().resolve("format").toString(), "layout 99", "newer Tombolo");
        assertThat(factory.home().resolve("format")).hasContent("99");
    }

    @Test
    void newerTablesAreRefused() throws Exception {
        runOnce("one");
        sql("INSERT INTO schema_history SELECT 99, '99', 'of the future', 'SQL', 'V99__x.sql', checksum, installed_by,"
                + " installed_on, execution_time, success FROM schema_history WHERE installed_rank = 1");

        assertThat(refused(3)).contains("journal.db", "version 99");
    }

    @Test
    void aDamagedJournalIsNamedWithTheRowAndTheRemedy() throws Exception {
        runOnce("one");
        sql("UPDATE journal SET payload = x'7b7d' WHERE seq = (SELECT max(seq) - 3 FROM journal)");

        assertThat(refused(3))
                .contains(
                        factory.home().resolve("journal.db").toString(),
                        "row ",
                        "nothing was changed",
                        "Restore the journal");
    }

    @Test
    void aGapInTheJournalIsRefused() throws Exception {
        runOnce("one");
        sql("DELETE FROM journal WHERE seq = (SELECT max(seq) - 3 FROM journal)");

        assertThat(refused(3))
                .contains(
                        factory.home().resolve("journal.db").toString(),
                        "row ",
                        "nothing was changed",
                        "Restore the journal");
    }

    /// A cut file system keeps what came first: all rows but the last one of a batch that has several.
    @Test
    void whatACutLeftOfTheLastBatchIsForgiven() throws Exception {
        runOnce("one");
        var last = "(SELECT max(seq) FROM journal WHERE size > 1)";
        sql("DELETE FROM journal WHERE seq >= " + last);

        try (var _ = factory.command().start().awaitReady()) {
            assertThat(factory.client().run("one").jobs()).hasSize(4);
            assertThat(factory.carryOut("two", Story.array(2, 0))).isEmpty();
        }
    }
}
