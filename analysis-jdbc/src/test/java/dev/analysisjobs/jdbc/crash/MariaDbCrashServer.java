package dev.analysisjobs.jdbc.crash;

import dev.analysisjobs.jdbc.MariaDbProcess;
import dev.analysisjobs.jdbc.StoredRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** MariaDB on a data folder that outlives its process. Workers have no right to write where it is read-only. */
final class MariaDbCrashServer implements Server {
    private static final String WORKER = "worker";
    private static final String ADMIN = "admin";
    private static MariaDbCrashServer shared;

    private final Path place;
    private final MariaDbProcess server;
    private final int port;

    private MariaDbCrashServer() throws Exception {
        place = Files.createTempDirectory("crash-mariadb");
        server = MariaDbProcess.in(place, 0);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.end();
            MariaDbProcess.delete(place);
        }));
        server.prepare();
        server.start();
        port = server.getConfiguration().getPort();
        // The server starts without a check of users; it begins with the first user.
        try (Connection connection = DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/");
                Statement statement = connection.createStatement()) {
            statement.execute("FLUSH PRIVILEGES");
            statement.execute("CREATE USER " + ADMIN + "@'%' IDENTIFIED BY '" + ADMIN + "'");
            statement.execute("GRANT ALL ON *.* TO " + ADMIN + "@'%'");
            statement.execute("CREATE USER " + WORKER + "@'%' IDENTIFIED BY '" + WORKER + "'");
            statement.execute("GRANT ALL ON `crash%`.* TO " + WORKER + "@'%'");
        }
    }

    static synchronized MariaDbCrashServer shared() throws Exception {
        if (shared == null) {
            shared = new MariaDbCrashServer();
        }
        return shared;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String url(int through, String space) {
        return url(WORKER, through, space) + "&connectTimeout=2000&socketTimeout=" + SOCKET_TIMEOUT.toMillis()
                + "&tcpKeepAlive=true&sessionVariables=idle_transaction_timeout=3";
    }

    private static String url(String user, int through, String space) {
        return "jdbc:mariadb://127.0.0.1:" + through + "/" + space + "?user=" + user + "&password=" + user;
    }

    @Override
    public void create(String space) throws SQLException {
        execute("CREATE DATABASE " + space);
    }

    @Override
    public Connection connect(String space) throws SQLException {
        return DriverManager.getConnection(url(ADMIN, port, space));
    }

    @Override
    public StoredRows.InstantReader instants() {
        return StoredRows.InstantReader::utc;
    }

    @Override
    public void kill() throws Exception {
        ProcessHandle process = ProcessHandle.of(Long.parseLong(
                        Files.readString(MariaDbProcess.pidFile(place)).strip()))
                .orElseThrow();
        process.destroyForcibly();
        process.onExit().get(30, TimeUnit.SECONDS);
    }

    @Override
    public void restart() throws Exception {
        server.start();
    }

    @Override
    public void readOnly(boolean value) throws SQLException {
        execute("SET GLOBAL read_only = " + (value ? 1 : 0));
    }

    @Override
    public Supplier<Wire> wires() {
        return Wire.Maria::new;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
