package org.tombolo.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// The rows of a journal in SQL.
final class SqlRows {
    private static final int FETCH = 2_000;
    private static final int CUT = 5_000;

    private SqlRows() {}

    static void insert(Connection connection, List<Row> rows) throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO journal (seq, batch, epoch, time, type, version, size, checksum, payload)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (var row : rows) {
                statement.setLong(1, row.seq());
                statement.setLong(2, row.batch());
                statement.setLong(3, row.epoch());
                statement.setLong(4, Times.nanos(row.time()));
                statement.setString(5, row.type());
                statement.setInt(6, row.version());
                statement.setInt(7, row.size());
                statement.setLong(8, row.checksum());
                statement.setBytes(9, row.payload());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    static void read(Connection connection, long afterSeq, BatchReader into) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT seq, batch, epoch, time, type, version, payload, size, checksum FROM journal"
                        + " WHERE seq > ? ORDER BY seq")) {
            statement.setLong(1, afterSeq);
            statement.setFetchSize(FETCH);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    into.accept(row(rows));
                }
            }
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                Times.instant(row.getLong(4)),
                row.getString(5),
                row.getInt(6),
                row.getBytes(7),
                row.getInt(8),
                row.getLong(9));
    }

    /// The last row of the last whole batch. What a cut left behind it is removed: whoever appends has read the rows,
    /// and so knows that nothing but a cut is wrong with them.
    static BatchWriter.End end(Connection connection) throws SQLException {
        var end = lastEnd(connection);
        try (var statement = connection.prepareStatement("DELETE FROM journal WHERE seq > ?")) {
            statement.setLong(1, end.seq());
            statement.executeUpdate();
        }
        return end;
    }

    private static BatchWriter.End lastEnd(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                        "SELECT seq, batch, checksum FROM journal WHERE size > 0 ORDER BY seq DESC LIMIT 1");
                var row = statement.executeQuery()) {
            return row.next()
                    ? new BatchWriter.End(row.getLong(1), row.getLong(2), row.getLong(3))
                    : BatchWriter.End.EMPTY;
        }
    }

    /// The checksum that the row behind this one is chained to.
    static long checksum(Connection connection, long seq) throws SQLException {
        if (seq == 0) {
            return 0;
        }
        try (var statement = connection.prepareStatement("SELECT checksum, size FROM journal WHERE seq = ?")) {
            statement.setLong(1, seq);
            try (var row = statement.executeQuery()) {
                if (!row.next() || row.getInt(2) == 0) {
                    throw Damage.at("row " + seq, "it is missing, or not the last of its batch");
                }
                return row.getLong(1);
            }
        }
    }

    /// Removes some of the rows before `seq`; false when there are none left.
    static boolean cut(Connection connection, long seq) throws SQLException {
        try (var statement = connection.prepareStatement(
                "DELETE FROM journal WHERE seq < ? AND seq < (SELECT MIN(seq) FROM journal) + ?")) {
            statement.setLong(1, seq);
            statement.setLong(2, CUT);
            return statement.executeUpdate() > 0;
        }
    }
}
