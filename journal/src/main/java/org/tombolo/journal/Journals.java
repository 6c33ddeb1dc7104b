package org.tombolo.journal;

import java.nio.file.Path;

/// Opens journals.
public final class Journals {
    private Journals() {}

    /// Makes the tables where there are none, upgrades older ones and refuses newer ones.
    ///
    /// @param database `jdbc:postgresql://...`, `jdbc:sqlite:FILE`, or a file's path: then it is SQLite
    public static Journal open(String database, Codec codec) {
        return open(store(database), codec);
    }

    private static Journal open(Store store, Codec codec) {
        Schema.migrate(store);
        return new SqlJournal(store, codec);
    }

    private static Store store(String database) {
        if (database.startsWith("jdbc:postgresql:")) {
            return new PostgresStore(database);
        }
        return new SqliteStore(
                Path.of(database.startsWith("jdbc:sqlite:") ? database.substring("jdbc:sqlite:".length()) : database));
    }
}
