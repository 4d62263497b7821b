package dev.analysisjobs.jdbc;

import dev.analysisjobs.port.StoreException;
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
    private final Payloads payloads;

    Row(ResultSet rows, Dialect dialect, Payloads payloads) {
        this.rows = rows;
        this.dialect = dialect;
        this.payloads = payloads;
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

    /**
     * Reads a payload of the job whose id is in the row.
     *
     * @throws StoreException of kind UNREADABLE when it cannot be decoded
     */
    String payload(String column) throws SQLException {
        return present(column, payloadOrNull(column));
    }

    /** As {@link #payload}, of a column that may be null. */
    @Nullable
    String payloadOrNull(String column) throws SQLException {
        String stored = rows.getString(column);
        return stored == null ? null : payloads.decode(column, uuid("job_id"), stored);
    }

    /** Reads a message for people; in place of one that cannot be decoded, a remark. */
    String message(String column) throws SQLException {
        return present(column, payloads.decodeMessage(rows.getString(column)));
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
