package dev.analysisjobs.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries word of new work by NOTIFY, on a channel named after the table of jobs. It is sent after the commit and by another
 * thread, at most once in {@value #DEBOUNCE_MILLIS} milliseconds: a transaction that notifies holds a lock of the whole
 * server while it commits, so submits shall not. Only where the library cannot see the commit is it part of the transaction.
 */
final class PostgresChannel implements WorkChannel {
    /** The channel's name; a number follows that differs between tables of one database. */
    static final String CHANNEL = "'analysis_jobs_' || CAST(CAST('{jobs}' AS regclass) AS oid)";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresChannel.class);
    private static final long DEBOUNCE_MILLIS = 10;
    private static final long IDLE_THREAD_SECONDS = 5;

    private static final String TELL_WITH = "SELECT pg_notify(" + CHANNEL + ", '')";

    /** Nothing is lost when this commit is. */
    private static final String TELL_SOON =
            "SELECT set_config('synchronous_commit', 'off', true), pg_notify(" + CHANNEL + ", :sender)";

    private final Units units;
    private final SqlTexts texts;
    private final @Nullable DataSource listening;
    private final NamedSql tellWith;
    private final NamedSql tellSoon;
    private final String self = UUID.randomUUID().toString();
    private final AtomicBoolean isTold = new AtomicBoolean(true);
    private final ScheduledThreadPoolExecutor sender;
    private volatile long lastTold = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(DEBOUNCE_MILLIS);
    private volatile @Nullable PostgresEar ear;

    /**
     * @param listening gives the connection that listens; null when this node does not
     */
    PostgresChannel(Units units, SqlTexts texts, @Nullable DataSource listening) {
        this.units = units;
        this.texts = texts;
        this.listening = listening;
        tellWith = texts.sql(TELL_WITH);
        tellSoon = texts.sql(TELL_SOON);
        sender = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "analysis-jobs-tell");
            thread.setDaemon(true);
            return thread;
        });
        sender.setKeepAliveTime(IDLE_THREAD_SECONDS, TimeUnit.SECONDS);
        sender.allowCoreThreadTimeOut(true);
        sender.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void tellWith(Tx tx) throws SQLException {
        tx.query(tellWith, new Params(), row -> true);
    }

    @Override
    public void tellSoon() {
        if (!isTold.compareAndSet(true, false)) {
            return;
        }
        long wait = TimeUnit.MILLISECONDS.toNanos(DEBOUNCE_MILLIS) - (System.nanoTime() - lastTold);
        try {
            sender.schedule(this::tell, Math.max(0, wait), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("The store is closed; other nodes find the work when they poll");
        }
    }

    private void tell() {
        lastTold = System.nanoTime();
        // From here on, whoever has work to tell of is told of by the next one.
        isTold.set(true);
        try {
            units.write("Notification", tx -> tx.query(tellSoon, Params.of("sender", self), row -> true));
        } catch (Throwable failed) {
            LOG.debug("Other nodes were not told and find the work when they poll", failed);
        }
    }

    @Override
    public AutoCloseable hear(Runnable onWork) {
        if (listening == null) {
            return () -> {};
        }
        PostgresEar opened =
                new PostgresEar(listening, texts.sql("SELECT " + CHANNEL).text(), self, onWork);
        opened.start();
        ear = opened;
        return () -> {
            ear = null;
            opened.close();
        };
    }

    @Override
    public Optional<Duration> heardAgo() {
        PostgresEar open = ear;
        return open == null ? Optional.empty() : open.aliveAgo();
    }

    @Override
    public void close() {
        sender.shutdown();
    }
}
