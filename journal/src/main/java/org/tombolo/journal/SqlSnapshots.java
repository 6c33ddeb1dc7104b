package org.tombolo.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.tombolo.model.state.Entity;

/// The snapshots of a journal in SQL.
final class SqlSnapshots {
    private static final int PARTS_AT_ONCE = 20;
    private static final String REMEDY =
            "; the rows behind the snapshot before it are still there: DELETE FROM snapshot"
                    + " WHERE id = %d makes the next start use that one";

    private SqlSnapshots() {}

    static Optional<SnapshotRef> newest(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                        "SELECT id, seq, time, entities FROM snapshot WHERE complete = 1 ORDER BY id DESC LIMIT 1");
                var row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new SnapshotRef(
                            row.getLong(1), row.getLong(2), Times.instant(row.getLong(3)), row.getLong(4)))
                    : Optional.empty();
        }
    }

    static void read(Connection connection, Codec codec, SnapshotRef ref, Consumer<Entity> into) throws SQLException {
        var checksums = new Checksums();
        var entities = new AtomicLong();
        try (var statement = connection.prepareStatement(
                        "SELECT part, checksum, payload FROM snapshot_part WHERE snapshot = ? ORDER BY part");
                var ahead = new Ahead<Entity>(entity -> {
                    entities.incrementAndGet();
                    into.accept(entity);
                })) {
            statement.setLong(1, ref.id());
            statement.setFetchSize(PARTS_AT_ONCE);
            try (var parts = statement.executeQuery()) {
                while (parts.next()) {
                    int part = parts.getInt(1);
                    var payload = parts.getBytes(3);
                    var place = "snapshot %d, part %d".formatted(ref.id(), part);
                    if (checksums.part(ref.id(), part, payload) != parts.getLong(2)) {
                        throw Damage.at(
                                place, "its checksum does not match what is stored" + REMEDY.formatted(ref.id()));
                    }
                    ahead.add(() -> EntityLines.read(codec, payload, place));
                }
            }
            ahead.finish();
        }
        if (entities.get() != ref.entities()) {
            throw Damage.at(
                    "snapshot " + ref.id(),
                    "expected %d entities, found %d".formatted(ref.entities(), entities.get())
                            + REMEDY.formatted(ref.id()));
        }
    }

    /// A new one that nobody sees yet.
    static long begin(Connection connection, long seq, Instant time) throws SQLException {
        long id = number(connection, "SELECT COALESCE(MAX(id), 0) + 1 FROM snapshot", 1);
        try (var statement = connection.prepareStatement(
                "INSERT INTO snapshot (id, seq, time, parts, entities, complete) VALUES (?, ?, ?, 0, 0, 0)")) {
            statement.setLong(1, id);
            statement.setLong(2, seq);
            statement.setLong(3, Times.nanos(time));
            statement.executeUpdate();
        }
        return id;
    }

    static void insertPart(Connection connection, long id, int part, long checksum, byte[] payload)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO snapshot_part (snapshot, part, checksum, payload) VALUES (?, ?, ?, ?)")) {
            statement.setLong(1, id);
            statement.setInt(2, part);
            statement.setLong(3, checksum);
            statement.setBytes(4, payload);
            statement.executeUpdate();
        }
    }

    static void complete(Connection connection, long id, int parts, long entities) throws SQLException {
        try (var statement =
                connection.prepareStatement("UPDATE snapshot SET parts = ?, entities = ?, complete = 1 WHERE id = ?")) {
            statement.setInt(1, parts);
            statement.setLong(2, entities);
            statement.setLong(3, id);
            statement.executeUpdate();
        }
    }

    /// The row before which nobody needs rows any more: that of the snapshot before the newest.
    static long neededFrom(Connection connection) throws SQLException {
        return number(
                connection,
                "SELECT COALESCE(MIN(seq), 0) FROM (SELECT seq FROM snapshot WHERE complete = 1 ORDER BY id DESC"
                        + " LIMIT 1 OFFSET 1) AS older",
                0);
    }

    /// One that is neither among the newest two nor being written.
    static Optional<Long> superfluous(Connection connection, long current) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT id FROM snapshot WHERE id < ? AND (complete = 0 OR id <"
                        + " (SELECT id FROM snapshot WHERE complete = 1 ORDER BY id DESC LIMIT 1 OFFSET 1)) LIMIT 1")) {
            statement.setLong(1, current);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    /// Removes some parts of a snapshot; false when it is gone.
    static boolean remove(Connection connection, long id) throws SQLException {
        change(connection, "UPDATE snapshot SET complete = 0 WHERE id = ?", id);
        int parts = change(
                connection,
                "DELETE FROM snapshot_part WHERE snapshot = ? AND part <"
                        + " (SELECT MIN(part) FROM snapshot_part WHERE snapshot = ?) + " + PARTS_AT_ONCE,
                id,
                id);
        return parts > 0 || change(connection, "DELETE FROM snapshot WHERE id = ?", id) > 0;
    }

    private static int change(Connection connection, String sql, long... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static long number(Connection connection, String sql, long otherwise) throws SQLException {
        try (var statement = connection.prepareStatement(sql);
                var row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : otherwise;
        }
    }
}
