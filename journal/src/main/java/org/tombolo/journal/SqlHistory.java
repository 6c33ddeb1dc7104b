package org.tombolo.journal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.RunId;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.history.EndedRun;
import org.tombolo.model.history.HistoryRow;

/// The history of a journal in SQL.
final class SqlHistory implements History, AutoCloseable {
    private static final String RUN_WORD = "ended-run";
    private static final String ATTEMPT_WORD = "ended-attempt";

    private final Store store;
    private final Codec codec;
    private final Readers readers;

    SqlHistory(Store store, Codec codec) {
        this.store = store;
        this.codec = codec;
        this.readers = new Readers(store);
    }

    /// Called by the loop, in the transaction of the facts. What is there already is replaced.
    void insert(Connection connection, List<HistoryRow> rows) throws SQLException {
        var runs = new ArrayList<EndedRun>();
        var attempts = new ArrayList<EndedAttempt>();
        for (var row : rows) {
            switch (row) {
                case EndedRun run -> runs.add(run);
                case EndedAttempt attempt -> attempts.add(attempt);
            }
        }
        if (!runs.isEmpty()) {
            insertRuns(connection, runs);
            insertPayloads(connection, runs);
            insertLabels(connection, runs);
        }
        if (!attempts.isEmpty()) {
            insertAttempts(connection, attempts);
        }
    }

    private static void insertRuns(Connection connection, List<EndedRun> runs) throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO ended_run (run_order, run, project, name, started, ended, outcome)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_order) DO UPDATE SET"
                        + " ended = excluded.ended, outcome = excluded.outcome")) {
            for (var ended : runs) {
                var run = ended.run();
                statement.setLong(1, run.order());
                statement.setString(2, run.id().value());
                statement.setString(3, run.project().value());
                statement.setString(4, run.name().map(SqlHistory::column).orElse(null));
                statement.setLong(5, Times.nanos(run.startedAt()));
                statement.setLong(6, Times.nanos(ended.endedAt()));
                statement.setString(7, ended.outcome().word());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void insertPayloads(Connection connection, List<EndedRun> runs) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT INTO ended_run_payload (run_order, version, payload)"
                + " VALUES (?, ?, ?) ON CONFLICT (run_order) DO UPDATE SET version = excluded.version,"
                + " payload = excluded.payload")) {
            for (var ended : runs) {
                var encoded = codec.encode(ended);
                statement.setLong(1, ended.run().order());
                statement.setInt(2, encoded.version());
                statement.setBytes(3, encoded.json());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void insertLabels(Connection connection, List<EndedRun> runs) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT INTO ended_run_label (run_order, label, value)"
                + " VALUES (?, ?, ?) ON CONFLICT (run_order, label) DO NOTHING")) {
            for (var ended : runs) {
                for (var label : ended.run().labels().entrySet()) {
                    statement.setLong(1, ended.run().order());
                    statement.setString(2, column(label.getKey()));
                    statement.setString(3, column(label.getValue()));
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private void insertAttempts(Connection connection, List<EndedAttempt> attempts) throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO ended_attempt (run, job, task_index, try, version, payload) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (run, job, task_index, try) DO UPDATE SET version = excluded.version,"
                        + " payload = excluded.payload")) {
            for (var ended : attempts) {
                var encoded = codec.encode(ended);
                bind(statement, 1, ended.attempt().id());
                statement.setInt(5, encoded.version());
                statement.setBytes(6, encoded.json());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Override
    public List<EndedRun> runs(RunQuery query) {
        return query.projects().isEmpty() ? List.of() : readers.ask(connection -> runs(connection, query));
    }

    private List<EndedRun> runs(Connection connection, RunQuery query) throws SQLException {
        var sql = new Where(
                "SELECT p.version, p.payload FROM ended_run r JOIN ended_run_payload p ON p.run_order = r.run_order");
        sql.isOneOf("r.project", query.projects().stream().map(Object::toString).toList());
        query.since().ifPresent(since -> sql.and("r.started >= ?", Times.nanos(since)));
        query.outcome().ifPresent(word -> sql.and("r.outcome = ?", word));
        query.name().ifPresent(name -> sql.and("r.name = ?", column(name)));
        query.labels()
                .forEach((label, value) -> sql.and(
                        "r.run_order IN (SELECT run_order FROM ended_run_label WHERE label = ? AND value = ?)",
                        column(label),
                        column(value)));
        query.before().ifPresent(order -> sql.and("r.run_order < ?", order));
        try (var statement = sql.prepare(connection, " ORDER BY r.run_order DESC LIMIT " + query.limit());
                var rows = statement.executeQuery()) {
            var page = new ArrayList<EndedRun>();
            while (rows.next()) {
                page.add(run(rows));
            }
            return page;
        }
    }

    @Override
    public Optional<EndedRun> run(RunId run) {
        return readers.ask(connection -> {
            try (var statement = connection.prepareStatement("SELECT p.version, p.payload FROM ended_run r"
                    + " JOIN ended_run_payload p ON p.run_order = r.run_order WHERE r.run = ?")) {
                statement.setString(1, run.value());
                try (var row = statement.executeQuery()) {
                    return row.next() ? Optional.of(run(row)) : Optional.<EndedRun>empty();
                }
            }
        });
    }

    @Override
    public List<EndedAttempt> attempts(RunId run, Optional<String> job, Optional<AttemptId> after, int limit) {
        var sql = new Where("SELECT version, payload FROM ended_attempt");
        sql.and("run = ?", run.value());
        job.ifPresent(name -> sql.and("job = ?", name));
        after.ifPresent(last -> sql.and(
                "(job, task_index, try) > (?, ?, ?)",
                last.job().name(),
                last.task().index(),
                last.attempt()));
        return readers.ask(connection -> {
            try (var statement = sql.prepare(connection, " ORDER BY job, task_index, try LIMIT " + limit);
                    var rows = statement.executeQuery()) {
                var page = new ArrayList<EndedAttempt>();
                while (rows.next()) {
                    page.add(attempt(rows));
                }
                return page;
            }
        });
    }

    @Override
    public Optional<EndedAttempt> attempt(AttemptId attempt) {
        return readers.ask(connection -> {
            try (var statement = connection.prepareStatement("SELECT version, payload FROM ended_attempt"
                    + " WHERE run = ? AND job = ? AND task_index = ? AND try = ?")) {
                bind(statement, 1, attempt);
                try (var row = statement.executeQuery()) {
                    return row.next() ? Optional.of(attempt(row)) : Optional.<EndedAttempt>empty();
                }
            }
        });
    }

    @Override
    public int prune(Instant before) {
        return new SqlPruner(store).prune(before);
    }

    @Override
    public void close() {
        readers.close();
    }

    private EndedRun run(ResultSet row) throws SQLException {
        return (EndedRun) codec.history(new Encoded(RUN_WORD, row.getInt(1), row.getBytes(2)), "table ended_run");
    }

    private EndedAttempt attempt(ResultSet row) throws SQLException {
        return (EndedAttempt)
                codec.history(new Encoded(ATTEMPT_WORD, row.getInt(1), row.getBytes(2)), "table ended_attempt");
    }

    private static void bind(PreparedStatement statement, int first, AttemptId id) throws SQLException {
        statement.setString(first, id.run().value());
        statement.setString(first + 1, id.job().name());
        statement.setInt(first + 2, id.task().index());
        statement.setInt(first + 3, id.attempt());
    }

    /// Text that every database takes: no NUL, no half of a surrogate pair. The payload keeps it as it was.
    private static String column(String text) {
        return new String(text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
