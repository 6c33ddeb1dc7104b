package org.tombolo.journal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// A journal in a PostgreSQL database, 15 or newer.
final class PostgresStore implements Store {
    private static final String CONNECT_SECONDS = "10";
    private static final String ANSWER_SECONDS = "60";

    private final String url;
    private final Semaphore turn = new Semaphore(Integer.MAX_VALUE); // the server has its own locks

    PostgresStore(String url) {
        this.url = url;
    }

    @Override
    public Connection open(Use use) throws SQLException {
        var settings = new Properties(); // what the URL says counts more
        settings.setProperty("loginTimeout", CONNECT_SECONDS);
        settings.setProperty("socketTimeout", ANSWER_SECONDS);
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("reWriteBatchedInserts", "true");
        settings.setProperty("ApplicationName", "tombolo");
        var connection = DriverManager.getConnection(url, settings);
        try (var statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = " + (use == Use.BULK ? "off" : "on"));
        }
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public void beginReading(Connection connection) {
        // the driver does, before the first statement
    }

    @Override
    public void beginWriting(Connection connection) {
        // the driver does, before the first statement
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    /// What follows `?` may hold a password.
    @Override
    public String place() {
        int options = url.indexOf('?');
        return options < 0 ? url : url.substring(0, options);
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public String migrations() {
        return "classpath:db/postgresql";
    }

    @Override
    public String locking() {
        return " FOR UPDATE";
    }

    @Override
    public Semaphore turn() {
        return turn;
    }

    @Override
    public boolean isMissingTable(SQLException e) {
        return "42P01".equals(e.getSQLState());
    }

    @Override
    public TomboloException failure(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        if (state.equals("XX001") || state.equals("XX002")) {
            return Damage.at(place(), "the database is damaged: " + e.getMessage(), e);
        }
        return new TomboloException(
                ErrorCode.PAUSED,
                "journal %s: %s; check that the database answers and takes writes".formatted(place(), e.getMessage()),
                e);
    }
}
