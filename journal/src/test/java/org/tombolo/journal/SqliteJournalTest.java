package org.tombolo.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

class SqliteJournalTest extends JournalContract {
    @TempDir
    Path folder;

    @Override
    Journal open() {
        return Journals.open(file().toString(), new Codec());
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
                        + " 1, 'me', '2030-01-01 00:00:00.000', 1, 1");
            }
        });
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
                .hasMessageContainingAll(file().toString(), "version 99", "newer Tombolo");
    }

    @Test
    void theNewestMigrationIsTheVersionThatItAsksFor() throws IOException {
        for (var database : new String[] {"sqlite", "postgresql"}) {
            try (var files = Files.list(Path.of("src/main/resources/db", database))) {
                assertThat(files.mapToInt(file -> Integer.parseInt(
                                        file.getFileName().toString().replaceAll("V(\\d+)__.*", "$1")))
                                .max())
                        .hasValue(Schema.VERSION);
            }
        }
    }

    @Test
    void saysWhenTheFileIsNoDatabase() throws IOException {
        Files.writeString(file(), "not a database at all, but a text that is long enough to look like one".repeat(99));
        assertThatThrownBy(this::open).isInstanceOf(TomboloException.class).hasMessageContaining(file().toString());
    }

    @Test
    void saysWhenItsFolderIsMissing() {
        assertThatThrownBy(() -> Journals.open(folder.resolve("no/where.db").toString(), new Codec()))
                .isInstanceOf(TomboloException.class)
                .hasMessageContainingAll("no/where.db", "check that its folder is there");
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws IOException {
        try (var journal = open()) {
            journal.append(lead(journal), batch(1, 1));
            for (var name : new String[] {"journal.db", "journal.db-wal"}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aFullDiskPausesAndLosesNothing() {
        try (var journal = open()) {
            long epoch = lead(journal);
            journal.append(epoch, batch(1, 10));
            behindItsBack(connection -> {
                try (var trigger = connection.createStatement()) {
                    trigger.execute("CREATE TRIGGER full BEFORE INSERT ON journal WHEN new.seq = 15"
                            + " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
                }
            });
            assertThatThrownBy(() -> journal.append(epoch, batch(11, 10)))
                    .isInstanceOfSatisfying(
                            TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAUSED))
                    .hasMessageContainingAll(file().toString(), "full", "disk's space");
            assertThat(read(journal, 0)).isEqualTo(facts(1, 10));
            behindItsBack(connection -> {
                try (var trigger = connection.createStatement()) {
                    trigger.execute("DROP TRIGGER full");
                }
            });
            journal.append(epoch, batch(11, 10));
            assertThat(read(journal, 0)).isEqualTo(facts(1, 20));
        }
    }

    private Path file() {
        return folder.resolve("journal.db");
    }

    private interface Change {
        void on(Connection connection) throws SQLException;
    }

    private void behindItsBack(Change change) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            change.on(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
