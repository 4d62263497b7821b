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
            String name = "test" + COUNTER.incrementAndGet();
            // Under a collation that must not matter.
            Space.execute(
                    new DriverDataSource(MariaDbServer.url("")),
                    "CREATE DATABASE " + name + " CHARACTER SET latin1 COLLATE latin1_swedish_ci");
            return new Space(this, mysql(MariaDbServer.url(name)), name, "DROP DATABASE " + name);
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
            Space.execute(server, "CREATE DATABASE " + name + " CHARACTER SET latin1 COLLATE latin1_swedish_ci");
            String url = MYSQL_URL.replaceFirst("(//[^/?]*)/?[^?]*", "$1/" + name);
            return new Space(this, mysql(url), name, "DROP DATABASE " + name);
        }
    };

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
                ? new DriverDataSource(space.dataSource().url() + "&allowMultiQueries=true")
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

    private static DriverDataSource mysql(String url) {
        return new DriverDataSource(url)
                .with(connection -> executed(connection, "SET time_zone = '" + MariaDbServer.ZONE + "'"));
    }

    private static Connection executed(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return connection;
    }
}
