package dev.analysisjobs.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for what other nodes tell, on a connection that it keeps. One that broke is replaced; what was told meanwhile is
 * made up for by one call. The connection is never given back for others to use: it would go on listening.
 */
final class PostgresEar {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresEar.class);
    private static final int PROBE_MILLIS = 10_000;
    private static final int PROBE_LIMIT_SECONDS = 5;
    private static final int NETWORK_LIMIT_MILLIS = 20_000;
    private static final long FIRST_WAIT_MILLIS = 200;
    private static final int MOST_DOUBLINGS = 7;
    private static final int FAILURES_PER_WARNING = 20;

    private final DataSource dataSource;
    private final String channelQuery;
    private final String self;
    private final Runnable onWork;
    private final Thread thread = new Thread(this::loop, "analysis-jobs-listen");
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Connection connection;
    private volatile @Nullable Long lastAlive;
    private int failures;

    /**
     * @param channelQuery selects the channel's name
     * @param self the sender whose messages are not listened to
     * @param onWork called on this object's thread
     */
    PostgresEar(DataSource dataSource, String channelQuery, String self, Runnable onWork) {
        this.dataSource = dataSource;
        this.channelQuery = channelQuery;
        this.self = self;
        this.onWork = onWork;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Optional<Duration> aliveAgo() {
        Long last = lastAlive;
        return last == null ? Optional.empty() : Optional.of(Duration.ofNanos(System.nanoTime() - last));
    }

    /** Ends the thread and its connection, without waiting for them. */
    void close() {
        closed.countDown();
        abort(connection);
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void loop() {
        while (!isClosed()) {
            try {
                listen();
            } catch (Throwable failed) {
                warn(failed);
            }
            pause();
        }
    }

    private void listen() throws SQLException {
        Connection opened = dataSource.getConnection();
        try {
            connection = opened;
            opened.setNetworkTimeout(Runnable::run, NETWORK_LIMIT_MILLIS);
            opened.setAutoCommit(true);
            try (Statement statement = opened.createStatement()) {
                statement.execute("LISTEN " + channel(statement));
            }
            PGConnection postgres = opened.unwrap(PGConnection.class);
            lastAlive = System.nanoTime();
            recovered();
            onWork.run();
            while (!isClosed()) {
                hear(postgres, opened);
                lastAlive = System.nanoTime();
            }
        } finally {
            connection = null;
            abort(opened);
            opened.close();
        }
    }

    private String channel(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(channelQuery)) {
            row.next();
            return row.getString(1);
        }
    }

    private void hear(PGConnection postgres, Connection opened) throws SQLException {
        PGNotification[] heard = postgres.getNotifications(PROBE_MILLIS);
        if (heard == null || heard.length == 0) {
            try (Statement probe = opened.createStatement()) {
                probe.setQueryTimeout(PROBE_LIMIT_SECONDS);
                probe.execute("SELECT 1");
            }
        } else if (Arrays.stream(heard).anyMatch(told -> !self.equals(told.getParameter()))) {
            onWork.run();
        }
    }

    private void recovered() {
        if (failures > 0) {
            LOG.info("Listening for other nodes' work again after {} failures", failures);
        }
        failures = 0;
    }

    private void warn(Throwable failed) {
        if (isClosed()) {
            return;
        }
        failures++;
        if (failures % FAILURES_PER_WARNING == 1) {
            LOG.warn(
                    "Listening for other nodes' work failed {} times in a row; until it works again they are only polled for",
                    failures,
                    failed);
        }
    }

    private void pause() {
        long most = FIRST_WAIT_MILLIS << Math.min(failures, MOST_DOUBLINGS);
        try {
            long wait = most / 2 + ThreadLocalRandom.current().nextLong(most / 2);
            if (closed.await(wait, TimeUnit.MILLISECONDS)) {
                LOG.debug("Listening has ended");
            }
        } catch (InterruptedException ignored) {
            LOG.debug("Listening was interrupted and goes on");
        }
    }

    private static void abort(@Nullable Connection opened) {
        if (opened != null) {
            try {
                opened.abort(Runnable::run);
            } catch (SQLException | RuntimeException error) {
                LOG.debug("A listening connection could not be aborted", error);
            }
        }
    }
}
