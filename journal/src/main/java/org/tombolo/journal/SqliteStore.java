package org.tombolo.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// A journal in one file.
final class SqliteStore implements Store {
    private static final int BUSY_MILLIS = 10_000;
    private static final int CACHE_KIB = 16 * 1024;

    private final Path file;
    private final Semaphore turn = new Semaphore(1, true);

    SqliteStore(Path file) {
        this.file = file.toAbsolutePath();
        create();
    }

    /// Only the owner may read it: it holds what workflows say.
    private void create() {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // it is opened
        } catch (IOException e) {
            throw new TomboloException(
                    ErrorCode.PAUSED,
                    "journal %s: cannot be made: %s; check that its folder is there and can be written to"
                            .formatted(file, e),
                    e);
        }
    }

    @Override
    public Connection open(Use use) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-CACHE_KIB);
        config.setSynchronous(
                use == Use.BULK ? SQLiteConfig.SynchronousMode.NORMAL : SQLiteConfig.SynchronousMode.FULL);
        return config.createConnection(url());
    }

    /// Not the driver's own transactions: it begins the next one, and so takes the lock, right after a commit.
    @Override
    public void beginReading(Connection connection) throws SQLException {
        execute(connection, "BEGIN");
    }

    @Override
    public void beginWriting(Connection connection) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public String url() {
        return "jdbc:sqlite:" + file;
    }

    @Override
    public String migrations() {
        return "classpath:db/sqlite";
    }

    @Override
    public String locking() {
        return ""; // the whole file is ours from the start of the transaction
    }

    @Override
    public Semaphore turn() {
        return turn;
    }

    @Override
    public boolean isMissingTable(SQLException e) {
        return String.valueOf(e.getMessage()).contains("no such table"); // SQLite has no code of its own for it
    }

    @Override
    public TomboloException failure(SQLException e) {
        int code = e.getErrorCode() & 0xff; // the low byte is the code, the rest says more of it
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return Damage.at(place(), "the file is damaged: " + e.getMessage(), e);
        }
        return new TomboloException(
                ErrorCode.PAUSED,
                "journal %s: %s; check the disk's space and the file's permissions".formatted(place(), e.getMessage()),
                e);
    }
}
