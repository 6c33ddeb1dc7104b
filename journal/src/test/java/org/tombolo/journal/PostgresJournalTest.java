package org.tombolo.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

@Tag("postgres")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresJournalTest extends JournalContract {
    private @Nullable TestingPostgres server;
    private int databases;
    private String url = "";

    @BeforeAll
    void startServer() throws IOException, InterruptedException {
        var installed = TestingPostgres.installed();
        var missing = "PostgreSQL 15 or newer is not installed: Debian's package postgresql";
        assumeTrue(!installed.isEmpty() || "true".equals(System.getenv("CI")), missing);
        assertThat(installed).as(missing).isNotEmpty();
        server = TestingPostgres.start(installed.getFirst());
    }

    @AfterAll
    void stopServer() throws IOException, InterruptedException {
        if (server != null) {
            server.remove();
        }
    }

    @BeforeEach
    void makeDatabase() {
        url = server().database("journal" + databases++);
    }

    @Override
    Journal open() {
        return Journals.open(url, new Codec());
    }

    @Override
    void change(long seq, UnaryOperator<Row> how) {
        behindItsBack(connection -> TestingRows.change(connection, seq, how));
    }

    @Override
    void remove(long seq) {
        behindItsBack(connection -> TestingRows.remove(connection, seq));
    }

    @Test
    void refusesTablesOfANewerProgram() {
        open().close();
        behindItsBack(connection -> {
            try (var insert = connection.createStatement()) {
                insert.executeUpdate("INSERT INTO schema_history SELECT 99, '99', 'of the future', 'SQL', 'V99__x.sql',"
                        + " 1, 'me', now(), 1, true");
            }
        });
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
                .hasMessageContainingAll("version 99", "newer Tombolo")
                .hasMessageNotContaining("unused-secret");
    }

    @Test
    void aServerThatIsAwayPausesAndLosesNothing() throws IOException, InterruptedException {
        try (var journal = open()) {
            long epoch = lead(journal);
            journal.append(epoch, batch(1, 10));
            server().stop();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> journal.append(epoch, batch(11, 10)))
                        .isInstanceOfSatisfying(
                                TomboloException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.PAUSED))
                        .hasMessageContaining("check that the database answers")
                        .hasMessageNotContaining("unused-secret");
            }
            assertThatThrownBy(() -> journal.read(0, (_, _) -> {})).isInstanceOf(TomboloException.class);
            assertThatThrownBy(this::open)
                    .isInstanceOf(TomboloException.class)
                    .hasMessageNotContaining("unused-secret");
            server().start();
            assertThat(read(journal, 0)).isEqualTo(facts(1, 10));
            journal.append(epoch, batch(11, 10));
            assertThat(read(journal, 0)).isEqualTo(facts(1, 20));
        }
    }

    private TestingPostgres server() {
        return Objects.requireNonNull(server);
    }

    private interface Change {
        void on(Connection connection) throws SQLException;
    }

    private void behindItsBack(Change change) {
        try (var connection = DriverManager.getConnection(url)) {
            change.on(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
