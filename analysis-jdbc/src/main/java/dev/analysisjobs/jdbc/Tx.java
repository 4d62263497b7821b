package dev.analysisjobs.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the statements of one unit of work on its connection. */
final class Tx {
    private final Connection connection;
    private final Dialect dialect;
    private final int timeoutSeconds;
    private int timeoutBefore = -1;

    Tx(Connection connection, Dialect dialect, int timeoutSeconds) {
        this.connection = connection;
        this.dialect = dialect;
        this.timeoutSeconds = timeoutSeconds;
    }

    Dialect dialect() {
        return dialect;
    }

    <T> List<T> query(NamedSql sql, Params params, Row.Mapper<T> mapper) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, sql, params);
            try (ResultSet rows = statement.executeQuery()) {
                Row row = new Row(rows, dialect);
                List<T> made = new ArrayList<>();
                while (rows.next()) {
                    made.add(mapper.map(row));
                }
                return made;
            }
        }
    }

    <T> Optional<T> queryOne(NamedSql sql, Params params, Row.Mapper<T> mapper) throws SQLException {
        return query(sql, params, mapper).stream().findFirst();
    }

    /** Runs a statement that takes many rows as arrays and returns some. */
    <T> List<T> queryEach(NamedSql sql, List<Params> rows, Row.Mapper<T> mapper) throws SQLException {
        return query(sql, transposed(sql, rows), mapper);
    }

    /** Returns how many rows were written. */
    int update(NamedSql sql, Params params) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, sql, params);
            return statement.executeUpdate();
        }
    }

    /**
     * Writes one row per element, each of which is known to match: its job is locked and was looked at.
     *
     * @throws SQLException classified as a conflict when another number of rows was written, so that the unit is undone
     */
    void updateEach(NamedSql sql, List<Params> rows) throws SQLException {
        int written = sql.takesArrays() ? update(sql, transposed(sql, rows)) : batch(sql, rows);
        if (written != rows.size()) {
            throw new SQLTransactionRollbackException(
                    written + " of " + rows.size() + " rows still met their guard: " + sql.text(), "40001", 40_001);
        }
    }

    private int batch(NamedSql sql, List<Params> rows) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            for (Params row : rows) {
                bind(statement, sql, row);
                statement.addBatch();
            }
            int written = 0;
            for (int count : statement.executeBatch()) {
                written += count;
            }
            return written;
        }
    }

    private static Params transposed(NamedSql sql, List<Params> rows) {
        Params columns = new Params();
        for (NamedSql.Parameter parameter : sql.parameters()) {
            List<@Nullable Object> column = new ArrayList<>(rows.size());
            for (Params row : rows) {
                column.add(row.get(parameter.name()));
            }
            columns.with(parameter.name(), column);
        }
        return columns;
    }

    private PreparedStatement prepare(NamedSql sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql.text());
        try {
            if (dialect.timeoutStays() && timeoutBefore < 0) {
                timeoutBefore = statement.getQueryTimeout();
            }
            statement.setQueryTimeout(timeoutSeconds);
            return statement;
        } catch (SQLException | RuntimeException error) {
            statement.close();
            throw error;
        }
    }

    private void bind(PreparedStatement statement, NamedSql sql, Params params) throws SQLException {
        int index = 0;
        for (NamedSql.Parameter parameter : sql.parameters()) {
            dialect.bind(statement, ++index, parameter, params.get(parameter.name()));
        }
    }

    /** Takes the time-out back where it would stay on the connection. */
    void restoreTimeout() throws SQLException {
        if (timeoutBefore >= 0) {
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(timeoutBefore);
            }
        }
    }
}
