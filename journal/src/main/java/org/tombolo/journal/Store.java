package org.tombolo.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.tombolo.model.TomboloException;

/// A database that holds a journal, and where it differs from the others.
sealed interface Store permits SqliteStore, PostgresStore {
    /// What a connection is for.
    enum Use {
        /// Every commit is on the disk before it returns.
        WRITE,
        /// Commits that the next `WRITE` commit takes along to the disk.
        BULK,
        READ
    }

    Connection open(Use use) throws SQLException;

    void beginReading(Connection connection) throws SQLException;

    /// Called by whoever has the turn.
    void beginWriting(Connection connection) throws SQLException;

    void commit(Connection connection) throws SQLException;

    /// For messages: no secrets.
    String place();

    /// For migrations; it may hold a password.
    String url();

    /// Where its migrations are on the class path.
    String migrations();

    /// Follows a SELECT whose rows nobody else may change before the commit.
    String locking();

    /// Who may write now, in this process. SQLite has one writer at a time and no queue for it: without this one, an
    /// append might wait for many parts of a snapshot.
    Semaphore turn();

    boolean isMissingTable(SQLException e);

    /// What an error of the database means for us.
    TomboloException failure(SQLException e);
}
