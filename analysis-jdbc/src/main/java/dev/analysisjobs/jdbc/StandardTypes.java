package dev.analysisjobs.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of databases that have types for UUIDs, arrays and instants with a zone. */
abstract class StandardTypes implements Dialect {
    /** A type for databases that look at the elements instead. */
    private static final String ELEMENTS_TELL = "varchar";

    private static final String FIND_TABLES = """
            SELECT LOWER(table_name) FROM information_schema.tables
            WHERE LOWER(table_schema) = LOWER(COALESCE(CAST(? AS VARCHAR(100)), CURRENT_SCHEMA))
                AND LOWER(table_name) IN (LOWER(?), LOWER(?))
            """;

    @Override
    public final int payloadBytes() {
        return TextRule.PAYLOAD_BYTES;
    }

    @Override
    public final long statementChars() {
        return Long.MAX_VALUE;
    }

    @Override
    public final String findTables() {
        return FIND_TABLES;
    }

    @Override
    public final void bind(PreparedStatement statement, int index, NamedSql.Parameter parameter, @Nullable Object value)
            throws SQLException {
        if (value instanceof Collection<?> values) {
            statement.setArray(index, array(statement.getConnection(), parameter, values));
        } else {
            statement.setObject(index, element(value));
        }
    }

    private static Array array(Connection connection, NamedSql.Parameter parameter, Collection<?> values)
            throws SQLException {
        Object[] elements = values.stream().map(StandardTypes::element).toArray();
        String element = parameter.element();
        return connection.createArrayOf(element == null ? ELEMENTS_TELL : element, elements);
    }

    @Override
    public final @Nullable UUID readUuid(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, UUID.class);
    }

    @Override
    public final @Nullable Instant readInstant(ResultSet rows, String column) throws SQLException {
        OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** Cuts instants to the columns' microseconds, because databases would round them. */
    private static @Nullable Object element(@Nullable Object value) {
        return value instanceof Instant instant
                ? instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)
                : value;
    }
}
