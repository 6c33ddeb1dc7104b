package org.tombolo.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Conditions of a query, with the values for their question marks.
final class Where {
    private final StringBuilder sql;
    private final List<Object> values = new ArrayList<>();

    Where(String select) {
        this.sql = new StringBuilder(select);
    }

    /// @param condition a constant: whatever comes from outside is a value
    void and(String condition, Object... its) {
        sql.append(values.isEmpty() ? " WHERE " : " AND ").append(condition);
        values.addAll(List.of(its));
    }

    void isOneOf(String column, List<String> some) {
        and(column + " IN (" + "?, ".repeat(some.size() - 1) + "?)", some.toArray());
    }

    PreparedStatement prepare(Connection connection, String end) throws SQLException {
        var statement = connection.prepareStatement(sql + end);
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
        return statement;
    }
}
