package org.tombolo.journal;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Brings a database to the tables of this program; refuses one that a newer program has changed.
final class Schema {
    private Schema() {}

    static void migrate(Store store) {
        var flyway = Flyway.configure()
                .dataSource(store.url(), null, null)
                .locations(store.migrations())
                .table("schema_history")
                .loggers("slf4j")
                .load();
        try {
            refuseNewer(store, flyway);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new TomboloException(
                    ErrorCode.PAUSED,
                    "journal %s: its tables cannot be made or checked: %s".formatted(store.place(), e.getMessage()),
                    e);
        }
    }

    private static void refuseNewer(Store store, Flyway flyway) {
        Arrays.stream(flyway.info().all()).filter(Schema::isNewer).findFirst().ifPresent(migration -> {
            throw Damage.newer(
                    store.place(),
                    "its tables have version %s (%s), which this program does not know"
                            .formatted(migration.getVersion(), migration.getDescription()));
        });
    }

    private static boolean isNewer(MigrationInfo migration) {
        return migration.getState().isApplied() && !migration.getState().isResolved();
    }
}
