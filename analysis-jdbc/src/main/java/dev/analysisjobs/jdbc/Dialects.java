package dev.analysisjobs.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows the databases that there is a dialect for. */
final class Dialects {
    private static final String SUPPORTED =
            "PostgreSQL 13 or later, MariaDB 10.6 or later, MySQL 8.0.17 or later, H2 2.2 or later";

    /** MariaDB before 11 puts 5.5.5 before its version, for clients of old. */
    private static final Pattern VERSION =
            Pattern.compile("(5\\.5\\.5-)?(?<major>\\d+)\\.(?<minor>\\d+)(\\.(?<patch>\\d+))?");

    private Dialects() {}

    /**
     * Returns the dialect of a connection's database.
     *
     * @throws IllegalStateException when the database is unknown, too old or set so that it cannot be used; it says what to do
     */
    static Dialect of(Connection connection) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        String name = database.getDatabaseProductName();
        String version = database.getDatabaseProductVersion();
        // Each one's driver reaches the other one, too, and then may call it by its own name.
        boolean isMariaDb =
                name.equals("MariaDB") || version.toLowerCase(Locale.ROOT).contains("mariadb");
        if (isMariaDb && isAtLeast(version, 10, 6, 0)) {
            return new MySqlDialect("MariaDB", MySqlSettings.of(connection));
        }
        if (!isMariaDb && name.equals("MySQL") && isAtLeast(version, 8, 0, 17)) {
            return new MySqlDialect("MySQL", MySqlSettings.of(connection));
        }
        if (name.equals("PostgreSQL") && database.getDatabaseMajorVersion() >= 13) {
            return new PostgresDialect();
        }
        if (name.equals("H2") && isAtLeast(database, 2, 2)) {
            return new H2Dialect();
        }
        throw new IllegalStateException("The database is " + name + " " + version + "; supported are: " + SUPPORTED);
    }

    private static boolean isAtLeast(DatabaseMetaData database, int major, int minor) throws SQLException {
        int actual = database.getDatabaseMajorVersion();
        return actual > major || (actual == major && database.getDatabaseMinorVersion() >= minor);
    }

    private static boolean isAtLeast(String version, int... least) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.lookingAt()) {
            return false;
        }
        String patch = matcher.group("patch");
        int[] actual = {
            Integer.parseInt(matcher.group("major")),
            Integer.parseInt(matcher.group("minor")),
            patch == null ? 0 : Integer.parseInt(patch)
        };
        return java.util.Arrays.compare(actual, least) >= 0;
    }
}
