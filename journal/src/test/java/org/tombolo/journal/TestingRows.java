package org.tombolo.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;

/// Changes a journal's table behind its back.
final class TestingRows {
    private TestingRows() {}

    static void change(Connection connection, long seq, UnaryOperator<Row> how) throws SQLException {
        try (var select = connection.prepareStatement(
                        "SELECT batch, epoch, time, type, version, payload, size, checksum FROM journal WHERE seq = "
                                + seq);
                var row = select.executeQuery()) {
            row.next();
            var before = new Row(
                    seq,
                    row.getLong(1),
                    row.getLong(2),
                    Times.instant(row.getLong(3)),
                    row.getString(4),
                    row.getInt(5),
                    row.getBytes(6),
                    row.getInt(7),
                    row.getLong(8));
            var after = how.apply(before);
            try (var update =
                    connection.prepareStatement("UPDATE journal SET payload = ?, size = ? WHERE seq = " + seq)) {
                update.setBytes(1, after.payload());
                update.setInt(2, after.size());
                update.executeUpdate();
            }
        }
    }

    static void remove(Connection connection, long seq) throws SQLException {
        try (var delete = connection.createStatement()) {
            delete.executeUpdate("DELETE FROM journal WHERE seq = " + seq);
        }
    }
}
