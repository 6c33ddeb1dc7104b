package org.tombolo.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// In the journal's database; each change is a transaction of its own.
final class SqlSealedRows implements SealedRows, AutoCloseable {
    private final Readers readers;
    private final Readers writers;

    SqlSealedRows(Store store) {
        this.readers = new Readers(store);
        this.writers = Readers.writing(store);
    }

    @Override
    public void put(SealedRow row) {
        change(
                "INSERT INTO sealed (key_name, time, bytes, place, version) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (place, version) DO NOTHING",
                statement -> bind(statement, row));
    }

    @Override
    public void replace(SealedRow row) {
        change(
                "UPDATE sealed SET key_name = ?, time = ?, bytes = ? WHERE place = ? AND version = ?",
                statement -> bind(statement, row));
    }

    private static void bind(PreparedStatement statement, SealedRow row) throws SQLException {
        statement.setString(1, row.key());
        statement.setLong(2, Times.nanos(row.at()));
        statement.setBytes(3, row.bytes());
        statement.setString(4, row.place());
        statement.setString(5, row.version());
    }

    @Override
    public void remove(String place, String version) {
        change("DELETE FROM sealed WHERE place = ? AND version = ?", statement -> {
            statement.setString(1, place);
            statement.setString(2, version);
        });
    }

    @Override
    public Optional<SealedRow> find(String place, String version) {
        return readers.ask(connection -> find(connection, place, version));
    }

    private static Optional<SealedRow> find(Connection connection, String place, String version) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT key_name, time, bytes FROM sealed WHERE place = ? AND version = ?")) {
            statement.setString(1, place);
            statement.setString(2, version);
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new SealedRow(
                                place, version, row.getString(1), Times.instant(row.getLong(2)), row.getBytes(3)))
                        : Optional.empty();
            }
        }
    }

    @Override
    public List<SealedRow.Ref> list() {
        return readers.ask(connection -> {
            try (var statement = connection.prepareStatement(
                            "SELECT place, version, key_name, time FROM sealed ORDER BY place, version");
                    var rows = statement.executeQuery()) {
                var all = new ArrayList<SealedRow.Ref>();
                while (rows.next()) {
                    all.add(new SealedRow.Ref(
                            rows.getString(1), rows.getString(2), rows.getString(3), Times.instant(rows.getLong(4))));
                }
                return List.copyOf(all);
            }
        });
    }

    private interface Binding {
        void on(PreparedStatement statement) throws SQLException;
    }

    private void change(String sql, Binding binding) {
        writers.ask(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                binding.on(statement);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
    }
}
