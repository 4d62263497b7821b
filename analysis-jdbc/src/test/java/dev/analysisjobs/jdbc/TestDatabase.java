package dev.analysisjobs.jdbc;

import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

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
    };

    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** Opens an empty place for tables. */
    abstract Space open();

    static DriverDataSource postgres(String user, String schema) {
        // The driver gives a session the zone of the JVM; tests want another one.
        return new DriverDataSource(PostgresServer.url(user, schema), connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TIME ZONE '" + PostgresServer.ZONE + "'");
            }
            return connection;
        });
    }
}
