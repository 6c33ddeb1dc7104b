package org.tombolo.journal;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// One connection, opened when needed and thrown away after an error. Used by one thread at a time.
final class Session implements AutoCloseable {
    /// What is done in a transaction.
    interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    private interface Beginning {
        void on(Connection connection) throws SQLException;
    }

    private final Store store;
    private final Store.Use use;
    private @Nullable Connection connection;

    Session(Store store, Store.Use use) {
        this.store = store;
        this.use = use;
    }

    /// All of it, or nothing.
    <T extends @Nullable Object> T write(Work<T> work) {
        store.turn().acquireUninterruptibly();
        try {
            return transaction(store::beginWriting, work);
        } finally {
            store.turn().release();
        }
    }

    <T extends @Nullable Object> T read(Work<T> work) {
        return transaction(store::beginReading, work);
    }

    private <T extends @Nullable Object> T transaction(Beginning beginning, Work<T> work) {
        boolean done = false;
        try {
            var open = open();
            beginning.on(open);
            T result = work.on(open);
            store.commit(open);
            done = true;
            return result;
        } catch (SQLException e) {
            throw store.failure(e);
        } finally {
            if (!done) {
                close(); // nothing of it stays, and a connection that failed is not used again
            }
        }
    }

    private Connection open() throws SQLException {
        var open = connection;
        if (open == null) {
            open = store.open(use);
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        var open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // it is gone, and with it what was not committed
            }
        }
    }
}
