package dev.analysisjobs.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** Knows the databases that there is a dialect for. */
final class Dialects {
    private static final String SUPPORTED = "PostgreSQL 13 or later, H2 2.2 or later";

    private Dialects() {}

    /**
     * Returns the dialect of a connection's database.
     *
     * @throws IllegalStateException when the database is unknown or too old; it lists the supported ones
     */
    static Dialect of(Connection connection) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        String name = database.getDatabaseProductName();
        int major = database.getDatabaseMajorVersion();
        int minor = database.getDatabaseMinorVersion();
        if (name.equals("PostgreSQL") && major >= 13) {
            return new PostgresDialect();
        }
        if (name.equals("H2") && (major > 2 || major == 2 && minor >= 2)) {
            return new H2Dialect();
        }
        throw new IllegalStateException("The database is " + name + " " + database.getDatabaseProductVersion()
                + "; supported are: " + SUPPORTED);
    }
}
