package dev.analysisjobs.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;

/** H2 2.2 and later: SKIP LOCKED came with it. */
final class H2Dialect extends StandardTypes {
    /** Deadlock, a row that changed under the statement, and a lock waited for too long. */
    private static final Set<Integer> CONFLICTS = Set.of(40001, 90131, 50200);
    /** NULL not allowed, two of a missing parent, two of a violated CHECK. */
    private static final Set<Integer> REFUSED_VIOLATIONS = Set.of(23502, 23503, 23506, 23513, 23514);
    /** Object or database closed, connection broken, shut down, read-only. */
    private static final Set<Integer> LOST = Set.of(90007, 90067, 90098, 90121, 90135, 90097, 90028, 90031);

    private static final int DUPLICATE_KEY = 23505;
    private static final int DATA_FIRST = 22000;
    private static final int DATA_LAST = 22999;
    private static final int MIGRATION_TRIES = 20;
    private static final long MIGRATION_WAIT_MILLIS = 50;

    @Override
    public String name() {
        return "H2";
    }

    @Override
    public String folder() {
        return "h2";
    }

    @Override
    public String now() {
        return "CURRENT_TIMESTAMP(6)";
    }

    @Override
    public String after(String parameter) {
        return "DATEADD(MICROSECOND, " + parameter + ", CURRENT_TIMESTAMP(6))";
    }

    @Override
    public String in(String parameter, String type) {
        return "= ANY (" + parameter + ")";
    }

    @Override
    public Fault classify(SQLException thrown) {
        int code = Errors.root(thrown).getErrorCode();
        if (CONFLICTS.contains(code)) {
            return Fault.CONFLICT;
        }
        if (code == DUPLICATE_KEY) {
            return Fault.DUPLICATE;
        }
        if (REFUSED_VIOLATIONS.contains(code) || (code >= DATA_FIRST && code <= DATA_LAST)) {
            return Fault.REFUSED;
        }
        return LOST.contains(code) ? Fault.CONNECTION : Fault.OTHER;
    }

    @Override
    public boolean timeoutStays() {
        return true;
    }

    @Override
    public JobInserter inserter(SqlTexts texts) {
        return new OneByOneInserter(texts);
    }

    @Override
    public JobClaimer claimer(SqlTexts texts) {
        return new StepwiseClaimer(texts);
    }

    @Override
    public LeaseRenewer renewer(SqlTexts texts) {
        return new CountedRenewer(texts, CountedRenewer.RENEW_ONE);
    }

    @Override
    public ChangeTexts changeTexts() {
        return StandardChangeTexts.TEXTS;
    }

    /**
     * Each DDL statement commits by itself, so nothing can be locked around them; instead each creates only what is missing,
     * and a node that runs into another one's begins again.
     */
    @Override
    public void migrate(Connection connection, TableNames names, Migration migration) throws SQLException {
        String schema = connection.getSchema();
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    migration.run();
                    if (!connection.getAutoCommit()) {
                        connection.commit();
                    }
                    return;
                } catch (SQLException error) {
                    if (attempt == MIGRATION_TRIES) {
                        throw error;
                    }
                    pause();
                }
            }
        } finally {
            connection.setSchema(schema);
        }
    }

    @Override
    public void useSchema(Connection connection, String schema) throws SQLException {
        connection.setSchema(schema.toUpperCase(Locale.ROOT));
    }

    private static void pause() {
        try {
            Thread.sleep(MIGRATION_WAIT_MILLIS);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
