package org.tombolo.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Removes old runs from the history, some at once, so that appends hardly wait.
final class SqlPruner {
    private static final int RUNS_AT_ONCE = 50;
    private static final int TASKS_AT_ONCE = 5_000;

    private record Old(long order, String run) {}

    private final Store store;

    SqlPruner(Store store) {
        this.store = store;
    }

    int prune(Instant before) {
        int removed = 0;
        try (var session = new Session(store, Store.Use.BULK)) {
            var old = session.read(connection -> old(connection, before));
            while (!old.isEmpty()) {
                for (var run : old) {
                    while (session.write(connection -> removeAttempts(connection, run))) {
                        // until none is left
                    }
                    session.write(connection -> removeRun(connection, run));
                }
                removed += old.size();
                old = session.read(connection -> old(connection, before));
            }
        }
        return removed;
    }

    private static List<Old> old(Connection connection, Instant before) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT run_order, run FROM ended_run WHERE ended < ? ORDER BY ended LIMIT " + RUNS_AT_ONCE)) {
            statement.setLong(1, Times.nanos(before));
            try (var rows = statement.executeQuery()) {
                var old = new ArrayList<Old>();
                while (rows.next()) {
                    old.add(new Old(rows.getLong(1), rows.getString(2)));
                }
                return old;
            }
        }
    }

    /// Of one job, a range of indexes.
    private static boolean removeAttempts(Connection connection, Old run) throws SQLException {
        try (var first = connection.prepareStatement(
                "SELECT job, task_index FROM ended_attempt WHERE run = ? ORDER BY job, task_index LIMIT 1")) {
            first.setString(1, run.run());
            try (var row = first.executeQuery()) {
                return row.next() && removeAttempts(connection, run, row.getString(1), row.getInt(2));
            }
        }
    }

    private static boolean removeAttempts(Connection connection, Old run, String job, int first) throws SQLException {
        try (var statement =
                connection.prepareStatement("DELETE FROM ended_attempt WHERE run = ? AND job = ? AND task_index < ?")) {
            statement.setString(1, run.run());
            statement.setString(2, job);
            statement.setLong(3, (long) first + TASKS_AT_ONCE);
            return statement.executeUpdate() > 0;
        }
    }

    private static @Nullable Void removeRun(Connection connection, Old run) throws SQLException {
        for (var table : List.of("ended_run_label", "ended_run_payload", "ended_run")) {
            try (var statement = connection.prepareStatement("DELETE FROM " + table + " WHERE run_order = ?")) {
                statement.setLong(1, run.order());
                statement.executeUpdate();
            }
        }
        return null;
    }
}
