package dev.analysisjobs.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB 10.6 and later and MySQL 8.0.17 and later, by either one's driver. They differ in the collation of the schema and in
 * how well they are tested.
 *
 * <p>Instants travel as text in UTC: no driver then moves them to a zone or drops their fractions, as Connector/J does with
 * timestamps for MariaDB.
 */
final class MySqlDialect implements Dialect {
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String FIND_TABLES = """
            SELECT LOWER(table_name) FROM information_schema.tables
            WHERE table_schema = COALESCE(?, DATABASE()) AND table_name IN (?, ?)
            """;

    private static final String CHANGE_NOTHING = "UPDATE %s SET version = version WHERE version = 1";

    private final String name;
    private final MySqlSettings settings;

    MySqlDialect(String name, MySqlSettings settings) {
        this.name = name;
        this.settings = settings;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String folder() {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String now() {
        return "UTC_TIMESTAMP(6)";
    }

    @Override
    public String after(String parameter) {
        return "TIMESTAMPADD(MICROSECOND, " + parameter + ", UTC_TIMESTAMP(6))";
    }

    @Override
    public String in(String parameter, String type) {
        return "IN (" + parameter + "...)";
    }

    /**
     * The optimizer takes an index on the status where it thinks that this one has fewer rows, and a statement that writes then
     * waits for rows that it has no business with.
     */
    @Override
    public String byId() {
        return "FORCE INDEX (PRIMARY)";
    }

    @Override
    public int payloadBytes() {
        return settings.payloadBytes();
    }

    @Override
    public long statementChars() {
        return settings.statementChars();
    }

    @Override
    public Fault classify(SQLException error) {
        return MySqlErrors.classify(error);
    }

    @Override
    public boolean timeoutStays() {
        return false;
    }

    @Override
    public JobInserter inserter(SqlTexts texts) {
        return new MySqlInserter(texts);
    }

    @Override
    public JobClaimer claimer(SqlTexts texts) {
        return new StepwiseClaimer(texts);
    }

    @Override
    public LeaseRenewer renewer(SqlTexts texts) {
        return new CountedRenewer(texts, MySqlChangeTexts.RENEW);
    }

    @Override
    public ChangeTexts changeTexts() {
        return MySqlChangeTexts.TEXTS;
    }

    @Override
    public String findTables() {
        return FIND_TABLES;
    }

    /**
     * Under a lock that ends with the connection whatever happens to the node. Each DDL statement commits by itself, so the
     * scripts create only what is missing, and a migration that broke off is resumed.
     */
    @Override
    public void migrate(Connection connection, TableNames names, Migration migration) throws SQLException {
        String before = connection.getCatalog();
        String schema = names.schema() == null ? before : names.schema();
        try (MySqlLock lock = MySqlLock.acquire(connection, schema + "." + names.bare("schema_version"))) {
            migration.run();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } finally {
            if (before != null && !before.isEmpty()) {
                connection.setCatalog(before);
            }
        }
    }

    /**
     * A connection with useAffectedRows does not count rows that a statement leaves as they are: a checkpoint that is saved
     * again unchanged would look as if its lease was lost.
     */
    @Override
    public void checkConnection(Connection connection, TableNames names) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int matched = statement.executeUpdate(String.format(CHANGE_NOTHING, names.qualified("schema_version")));
            if (matched == 0) {
                throw new IllegalStateException("The connections count changed rows instead of matched ones: take"
                        + " useAffectedRows=true out of the JDBC URL or the data source");
            }
        } catch (SQLException error) {
            // For the time being it takes no writes; that is no reason not to start.
            if (classify(error) != Fault.CONNECTION) {
                throw error;
            }
        }
    }

    @Override
    public void useSchema(Connection connection, String schema) throws SQLException {
        connection.setCatalog(schema);
    }

    @Override
    public void bind(PreparedStatement statement, int index, NamedSql.Parameter parameter, @Nullable Object value)
            throws SQLException {
        if (value instanceof Instant instant) {
            statement.setString(index, INSTANT.format(instant.truncatedTo(ChronoUnit.MICROS)));
        } else if (value instanceof UUID id) {
            statement.setString(index, id.toString());
        } else {
            statement.setObject(index, value);
        }
    }

    @Override
    public @Nullable UUID readUuid(ResultSet rows, String column) throws SQLException {
        String value = rows.getString(column);
        return value == null ? null : UUID.fromString(value);
    }

    @Override
    public @Nullable Instant readInstant(ResultSet rows, String column) throws SQLException {
        LocalDateTime value = rows.getObject(column, LocalDateTime.class);
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
    }
}
