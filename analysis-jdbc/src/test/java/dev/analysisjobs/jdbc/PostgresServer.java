package dev.analysisjobs.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one PostgreSQL server of a test run, started when it is first needed. It writes as a real one does: fsync and
 * synchronous commit are on. A server that cannot start is a failure.
 */
public final class PostgresServer {
    /** Neither the JVM's zone nor UTC, and one with daylight saving. */
    static final String ZONE = "America/New_York";

    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private PostgresServer() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    server.close();
                } catch (IOException ignored) {
                    // The JVM ends anyhow.
                }
            }));
            return server;
        } catch (IOException error) {
            throw new UncheckedIOException("PostgreSQL did not start", error);
        }
    }

    /** Returns a JDBC URL for a user, with a schema first on the search path. */
    static String url(String user, String schema) {
        return SERVER.getJdbcUrl(user, "postgres") + "&currentSchema=" + schema;
    }

    /** Returns a JDBC URL of a schema of its own. */
    public static String newSchema() {
        String schema = "schema" + SCHEMAS.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres", "public"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
        return url("postgres", schema);
    }
}
