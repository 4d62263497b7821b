package dev.analysisjobs.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 13 and later. */
final class PostgresDialect extends StandardTypes {
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
    /** Read-only server or transaction, shutting down, starting up, idle time-outs. */
    private static final Set<String> LOST = Set.of("25006", "57P01", "57P02", "57P03", "57P05", "25P03");

    private static final Set<String> REFUSED_VIOLATIONS = Set.of("23502", "23503", "23514");

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public String folder() {
        return "postgresql";
    }

    /**
     * The statement's time, not the transaction's, which lies in the past of a long transaction of the caller; and one that
     * is fixed within the statement, so that indexes can be searched by it.
     */
    @Override
    public String now() {
        return "statement_timestamp()";
    }

    @Override
    public String after(String parameter) {
        return "(statement_timestamp() + CAST(" + parameter + " AS bigint) * INTERVAL '1 microsecond')";
    }

    @Override
    public String in(String parameter, String type) {
        return "= ANY (" + parameter + "::" + type + "[])";
    }

    @Override
    public Fault classify(SQLException thrown) {
        SQLException error = Errors.root(thrown);
        String state = String.valueOf(error.getSQLState());
        if (CONFLICTS.contains(state)) {
            return Fault.CONFLICT;
        }
        if (state.equals("23505")) {
            return Fault.DUPLICATE;
        }
        if (REFUSED_VIOLATIONS.contains(state) || state.startsWith("22") || state.startsWith("54")) {
            return Fault.REFUSED;
        }
        return LOST.contains(state) || state.startsWith("08") ? Fault.CONNECTION : Fault.OTHER;
    }

    @Override
    public boolean timeoutStays() {
        return false;
    }

    @Override
    public JobInserter inserter(SqlTexts texts) {
        return new PostgresInserter(texts);
    }

    @Override
    public JobClaimer claimer(SqlTexts texts) {
        return new PostgresClaimer(texts);
    }

    @Override
    public LeaseRenewer renewer(SqlTexts texts) {
        return new PostgresRenewer(texts);
    }

    @Override
    public JobFinisher finisher(SqlTexts texts) {
        return new PostgresFinisher(texts);
    }

    @Override
    public WorkChannel workChannel(Units units, SqlTexts texts, @Nullable DataSource listening) {
        return new PostgresChannel(units, texts, listening);
    }

    @Override
    public ChangeTexts changeTexts() {
        return PostgresChangeTexts.TEXTS;
    }

    /** All of it in one transaction, under a lock that ends with it whatever happens to the node. */
    @Override
    public void migrate(Connection connection, TableNames names, Migration migration) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            try (PreparedStatement lock =
                    connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
                lock.setString(1, names.qualified("schema_version").toLowerCase(Locale.ROOT));
                lock.execute();
            }
            migration.run();
            connection.commit();
        } catch (SQLException | RuntimeException | Error error) {
            connection.rollback();
            throw error;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    @Override
    public void useSchema(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL search_path TO " + schema);
        }
    }
}
