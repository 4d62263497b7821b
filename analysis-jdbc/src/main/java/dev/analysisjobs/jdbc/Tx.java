package dev.analysisjobs.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the statements of one unit of work on its connection. */
final class Tx {
    /** Drivers that prepare on the server can have 65,535. */
    private static final int MOST_PARAMETERS = 20_000;

    private final Connection connection;
    private final Dialect dialect;
    private final Payloads payloads;
    private final int timeoutSeconds;
    private int timeoutBefore = -1;

    Tx(Connection connection, Dialect dialect, Payloads payloads, int timeoutSeconds) {
        this.connection = connection;
        this.dialect = dialect;
        this.payloads = payloads;
        this.timeoutSeconds = timeoutSeconds;
    }

    Dialect dialect() {
        return dialect;
    }

    <T> List<T> query(NamedSql sql, Params params, Row.Mapper<T> mapper) throws SQLException {
        try (PreparedStatement statement = prepare(sql.text(params))) {
            bind(statement, sql, List.of(params));
            try (ResultSet rows = statement.executeQuery()) {
                Row row = new Row(rows, dialect, payloads);
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
        return updateRows(sql, List.of(params));
    }

    private int updateRows(NamedSql sql, List<Params> rows) throws SQLException {
        try (PreparedStatement statement = prepare(sql.text(rows))) {
            bind(statement, sql, rows);
            return statement.executeUpdate();
        }
    }

    /**
     * Writes one row per element, each of which is known to match: its job is locked and was looked at.
     *
     * @throws SQLException classified as a conflict when another number of rows was written, so that the unit is undone
     */
    void updateEach(NamedSql sql, List<Params> rows) throws SQLException {
        int written = countEach(sql, rows);
        if (written != rows.size()) {
            throw new SQLTransactionRollbackException(
                    written + " of " + rows.size() + " rows still met their guard: " + sql.text(), "40001", 40_001);
        }
    }

    /** Writes at most one row per element, and returns how many. */
    int countEach(NamedSql sql, List<Params> rows) throws SQLException {
        if (sql.takesArrays()) {
            return update(sql, transposed(sql, rows));
        }
        if (!sql.takesRows()) {
            return batch(sql, rows);
        }
        int written = 0;
        for (List<Params> chunk : chunks(sql, rows)) {
            written += updateRows(sql, chunk);
        }
        return written;
    }

    /** Cuts rows so that a statement with question marks for each stays below what the server takes. */
    List<List<Params>> chunks(NamedSql sql, List<Params> rows) {
        int most = Math.max(1, MOST_PARAMETERS / sql.parameters().size());
        List<List<Params>> chunks = new ArrayList<>();
        List<Params> chunk = new ArrayList<>();
        long chars = 0;
        for (Params row : rows) {
            chars += sql.rowChars() + row.chars();
            if (!chunk.isEmpty() && (chunk.size() == most || chars > dialect.statementChars())) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                chars = sql.rowChars() + row.chars();
            }
            chunk.add(row);
        }
        chunks.add(chunk);
        return chunks;
    }

    private int batch(NamedSql sql, List<Params> rows) throws SQLException {
        try (PreparedStatement statement = prepare(sql.text())) {
            for (Params row : rows) {
                bind(statement, sql, List.of(row));
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

    private PreparedStatement prepare(String text) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
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

    void bind(PreparedStatement statement, NamedSql sql, List<Params> rows) throws SQLException {
        int index = 0;
        for (Params row : rows) {
            for (NamedSql.Parameter parameter : sql.parameters()) {
                Object value = row.get(parameter.name());
                if (parameter.spread() && value instanceof Collection<?> elements) {
                    for (Object element : elements) {
                        dialect.bind(statement, ++index, parameter, element);
                    }
                } else {
                    dialect.bind(statement, ++index, parameter, value);
                }
            }
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
