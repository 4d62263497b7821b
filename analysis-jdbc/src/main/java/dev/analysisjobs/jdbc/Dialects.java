package dev.analysisjobs.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows the databases that there is a dialect for. */
final class Dialects {
    private static final String SUPPORTED =
            "PostgreSQL 13 or later, MariaDB 10.6 or later, MySQL 8.0.17 or later, H2 2.2 or later";

    /** MariaDB before 11 puts 5.5.5 before its version, for clients of old. */
    private static final Pattern MYSQL_VERSION = Pattern.compile("(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)\\.(\\d+)");

    private Dialects() {}

    /**
     * Returns the dialect of a connection's database.
     *
     * @throws IllegalStateException when the database is unknown, too old, or set so that it cannot be used; it says what to do
     */
    static Dialect of(Connection connection) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        String name = database.getDatabaseProductName();
        String version = database.getDatabaseProductVersion();
        int[] mainVersion = {database.getDatabaseMajorVersion(), database.getDatabaseMinorVersion()};
        // Each one's driver reaches the other one's server, too, and may call it by the wrong name.
        boolean isMariaDb =
                name.equals("MariaDB") || version.toLowerCase(Locale.ROOT).contains("mariadb");
        if (isMariaDb && isAtLeast(mySqlVersion(version), 10, 6, 0)) {
            return new MySqlDialect("MariaDB", MySqlSettings.of(connection));
        }
        if (name.equals("MySQL") && !isMariaDb && isAtLeast(mySqlVersion(version), 8, 0, 17)) {
            return new MySqlDialect("MySQL", MySqlSettings.of(connection));
        }
        if (name.equals("PostgreSQL") && isAtLeast(mainVersion, 13, 0)) {
            return new PostgresDialect();
        }
        if (name.equals("H2") && isAtLeast(mainVersion, 2, 2)) {
            return new H2Dialect();
        }
        throw new IllegalStateException("The database is " + name + " " + version + "; supported are: " + SUPPORTED);
    }

    private static boolean isAtLeast(int[] version, int... least) {
        return Arrays.compare(version, least) >= 0;
    }

    private static int[] mySqlVersion(String text) {
        Matcher version = MYSQL_VERSION.matcher(text);
        if (!version.lookingAt()) {
            return new int[0];
        }
        return new int[] {
            Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)), Integer.parseInt(version.group(3))
        };
    }
}
