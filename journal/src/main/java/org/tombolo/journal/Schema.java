package org.tombolo.journal;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Brings a database to the tables of this program; refuses one that a newer program has changed. Flyway is started
/// only when there is something to do: it would be a third of a small server's start.
final class Schema {
    /// The newest migration in `resources/db`, of both databases.
    static final int VERSION = 2;

    private static final String HISTORY = "schema_history";

    private Schema() {}

    static void migrate(Store store) {
        int found = version(store);
        if (found > VERSION) {
            throw Damage.newer(
                    store.place(),
                    "its tables have version %d, and this program knows them up to version %d"
                            .formatted(found, VERSION));
        }
        if (found < VERSION) {
            upgrade(store);
        }
    }

    private static void upgrade(Store store) {
        try {
            Flyway.configure()
                    .dataSource(store.url(), null, null)
                    .locations(store.migrations())
                    .table(HISTORY)
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new TomboloException(
                    ErrorCode.PAUSED,
                    "journal %s: its tables cannot be made: %s".formatted(store.place(), e.getMessage()),
                    e);
        }
    }

    /// 0 for an empty database.
    private static int version(Store store) {
        try (var session = new Session(store, Store.Use.READ)) {
            return session.read(connection -> {
                try {
                    return version(connection);
                } catch (SQLException e) {
                    if (store.isMissingTable(e)) {
                        return 0;
                    }
                    throw e;
                }
            });
        }
    }

    /// A migration that failed half-way, where the database cannot undo it, is Flyway's to complain of.
    private static int version(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT version, success FROM " + HISTORY
                        + " WHERE version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1");
                var row = statement.executeQuery()) {
            return row.next() && row.getBoolean(2) ? Integer.parseInt(row.getString(1)) : 0;
        }
    }
}
