package dev.analysisjobs.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row that a result set stands on, read by column name. */
final class Row {
    private final ResultSet rows;
    private final Dialect dialect;

    Row(ResultSet rows, Dialect dialect) {
        this.rows = rows;
        this.dialect = dialect;
    }

    /** Makes a value of a row. */
    interface Mapper<T> {
        T map(Row row) throws SQLException;
    }

    UUID uuid(String column) throws SQLException {
        return present(column, uuidOrNull(column));
    }

    @Nullable
    UUID uuidOrNull(String column) throws SQLException {
        return dialect.readUuid(rows, column);
    }

    Instant instant(String column) throws SQLException {
        return present(column, instantOrNull(column));
    }

    @Nullable
    Instant instantOrNull(String column) throws SQLException {
        return dialect.readInstant(rows, column);
    }

    String text(String column) throws SQLException {
        return present(column, rows.getString(column));
    }

    @Nullable
    String textOrNull(String column) throws SQLException {
        return rows.getString(column);
    }

    int integer(String column) throws SQLException {
        return rows.getInt(column);
    }

    @Nullable
    Integer integerOrNull(String column) throws SQLException {
        int value = rows.getInt(column);
        return rows.wasNull() ? null : value;
    }

    long whole(String column) throws SQLException {
        return rows.getLong(column);
    }

    @Nullable
    Long wholeOrNull(String column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? null : value;
    }

    /** Reads a flag that a statement makes as 1 or 0. */
    boolean flag(String column) throws SQLException {
        return rows.getInt(column) == 1;
    }

    private static <T> T present(String column, @Nullable T value) {
        return Objects.requireNonNull(value, () -> "column " + column + " is null");
    }
}
