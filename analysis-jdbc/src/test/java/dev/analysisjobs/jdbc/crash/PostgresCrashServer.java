package dev.analysisjobs.jdbc.crash;

import dev.analysisjobs.jdbc.StoredRows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** PostgreSQL on a data folder that outlives its processes. */
final class PostgresCrashServer implements Server {
    private static PostgresCrashServer shared;

    private final Path data;
    private EmbeddedPostgres server;
    private int port;

    private PostgresCrashServer() throws IOException {
        data = Files.createTempDirectory("crash-postgres");
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
        start();
    }

    static synchronized PostgresCrashServer shared() throws IOException {
        if (shared == null) {
            shared = new PostgresCrashServer();
        }
        return shared;
    }

    private void start() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100");
        if (port != 0) {
            builder.setPort(port);
        }
        server = builder.start();
        port = server.getPort();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String url(int through, String space) {
        return "jdbc:postgresql://localhost:" + through + "/postgres?user=postgres&currentSchema=" + space
                + "&sslmode=disable&gssEncMode=disable&connectTimeout=2&socketTimeout=" + SOCKET_TIMEOUT.toSeconds()
                + "&tcpKeepAlive=true&options=-c%20idle_in_transaction_session_timeout=3s";
    }

    @Override
    public void create(String space) throws SQLException {
        execute("CREATE SCHEMA " + space);
    }

    @Override
    public Connection connect(String space) throws SQLException {
        return DriverManager.getConnection(url(port, space));
    }

    @Override
    public StoredRows.InstantReader instants() {
        return StoredRows.InstantReader::zoned;
    }

    @Override
    public void kill() throws Exception {
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                        .get(0)
                        .strip()))
                .orElseThrow();
        // The postmaster first, or it would start its children anew.
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            one.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    @Override
    public void restart() throws Exception {
        // Lets go of the folder's lock; there is nothing to stop any more.
        server.close();
        start();
    }

    @Override
    public void readOnly(boolean value) throws SQLException {
        execute("ALTER SYSTEM SET default_transaction_read_only = " + (value ? "on" : "off"));
        execute("SELECT pg_reload_conf()");
    }

    @Override
    public Supplier<Wire> wires() {
        return PostgresWire::new;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect("public");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void remove() {
        try {
            server.close();
            try (Stream<Path> files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException | RuntimeException ignored) {
            // A folder of temporary files may stay behind.
        }
    }
}
