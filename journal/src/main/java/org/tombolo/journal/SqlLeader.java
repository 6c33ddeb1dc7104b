package org.tombolo.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/// The lease: one row, whose epoch only grows.
final class SqlLeader {
    private record State(long epoch, String holder, Instant until) {}

    private final String select;

    SqlLeader(Store store) {
        this.select = "SELECT epoch, holder, until FROM leader WHERE id = 1" + store.locking();
    }

    Lease lead(Connection connection, String holder, Duration ttl, Instant now) throws SQLException {
        var state = state(connection);
        if (!state.holder().equals(holder) && state.until().isAfter(now)) {
            return new Lease.HeldBy(state.holder(), state.until());
        }
        save(connection, new State(state.epoch() + 1, holder, now.plus(ttl)));
        return new Lease.Granted(state.epoch() + 1);
    }

    boolean renew(Connection connection, long epoch, Duration ttl, Instant now) throws SQLException {
        var state = state(connection);
        if (state.epoch() != epoch) {
            return false;
        }
        save(connection, new State(epoch, state.holder(), now.plus(ttl)));
        return true;
    }

    void release(Connection connection, long epoch) throws SQLException {
        if (state(connection).epoch() == epoch) {
            save(connection, new State(epoch, "", Instant.EPOCH));
        }
    }

    /// Nobody else can take the lease before this transaction has ended.
    void require(Connection connection, long epoch) throws SQLException {
        var state = state(connection);
        if (state.epoch() != epoch) {
            throw new Deposed(epoch, state.epoch());
        }
    }

    private State state(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(select);
                var row = statement.executeQuery()) {
            if (!row.next()) {
                throw Damage.at("table leader", "its row is missing");
            }
            return new State(row.getLong(1), row.getString(2), Times.instant(row.getLong(3)));
        }
    }

    private static void save(Connection connection, State state) throws SQLException {
        try (var statement =
                connection.prepareStatement("UPDATE leader SET epoch = ?, holder = ?, until = ? WHERE id = 1")) {
            statement.setLong(1, state.epoch());
            statement.setString(2, state.holder());
            statement.setLong(3, Times.nanos(state.until()));
            statement.executeUpdate();
        }
    }
}
