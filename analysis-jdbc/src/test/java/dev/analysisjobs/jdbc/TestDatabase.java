package dev.analysisjobs.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The databases that every test of this module runs on. */
enum TestDatabase {
    H2 {
        @Override
        Space open() {
            String url = "jdbc:h2:mem:test" + COUNTER.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
            return new Space(this, new DriverDataSource(url), "PUBLIC", "SHUTDOWN");
        }
    },
    POSTGRES {
        @Override
        Space open() {
            String schema = "test" + COUNTER.incrementAndGet();
            Space.execute(postgres("postgres", "public"), "CREATE SCHEMA " + schema);
            return new Space(this, postgres("postgres", schema), schema, "DROP SCHEMA " + schema + " CASCADE");
        }
    },
    MARIADB {
        @Override
        Space open() {
            return mariaDb("mariadb", "");
        }
    },
    /** A server that the environment names; without one its tests are skipped. */
    MYSQL {
        @Override
        Space open() {
            Assumptions.assumeTrue(MYSQL_URL != null, "there is no MySQL server: ANALYSIS_TEST_MYSQL_URL gives none");
            String name = "analysis_test" + COUNTER.incrementAndGet();
            DriverDataSource server = new DriverDataSource(MYSQL_URL);
            Space.execute(server, "DROP DATABASE IF EXISTS " + name);
            Space.execute(server, CREATE_DATABASE.formatted(name));
            String url = MYSQL_URL.replaceFirst("(//[^/?]*)/?[^?]*", "$1/" + name);
            // Named zones have to be loaded there.
            return new Space(this, inZone(url, "-09:30"), name, "DROP DATABASE " + name);
        }
    };

    /** With a collation that must not matter. */
    private static final String CREATE_DATABASE = "CREATE DATABASE %s CHARACTER SET latin1 COLLATE latin1_swedish_ci";

    private static final String MYSQL_URL = System.getenv("ANALYSIS_TEST_MYSQL_URL");
    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** Opens an empty place for tables. */
    abstract Space open();

    /** Returns those that there is a server of. */
    static Stream<TestDatabase> running() {
        return Stream.of(values()).filter(database -> database != MYSQL || MYSQL_URL != null);
    }

    /** Returns the folder of the schema's scripts. */
    String folder() {
        return this == POSTGRES ? "postgresql" : name().toLowerCase(Locale.ROOT);
    }

    /** Returns a data source that takes many statements at once. */
    DriverDataSource scripting(Space space) {
        return isMySql()
                ? new DriverDataSource(space.dataSource().url()
                        + (space.dataSource().url().contains("?") ? "&" : "?") + "allowMultiQueries=true")
                : space.dataSource();
    }

    boolean isMySql() {
        return this == MARIADB || this == MYSQL;
    }

    StoredRows.InstantReader instants() {
        return isMySql() ? StoredRows.InstantReader::utc : StoredRows.InstantReader::zoned;
    }

    static DriverDataSource postgres(String user, String schema) {
        // The driver gives a session the zone of the JVM; tests want another one.
        return new DriverDataSource(PostgresServer.url(user, schema))
                .with(connection -> executed(connection, "SET TIME ZONE '" + PostgresServer.ZONE + "'"));
    }

    /**
     * Opens an empty place in MariaDB.
     *
     * @param driver "mariadb", or "mysql" for Connector/J
     * @param options more options of the driver, each after an ampersand
     */
    static Space mariaDb(String driver, String options) {
        String name = "test" + COUNTER.incrementAndGet();
        Space.execute(new DriverDataSource(MariaDbServer.url("")), CREATE_DATABASE.formatted(name));
        String url = MariaDbServer.url(driver, "analysis", name) + options;
        return new Space(MARIADB, inZone(url, MariaDbServer.ZONE), name, "DROP DATABASE " + name);
    }

    private static DriverDataSource inZone(String url, String zone) {
        return new DriverDataSource(url).with(connection -> executed(connection, "SET time_zone = '" + zone + "'"));
    }

    private static Connection executed(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return connection;
    }
}
