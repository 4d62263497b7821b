package dev.analysisjobs.jdbc;

import dev.analysisjobs.port.CompletionWritesException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what the app does in a transaction of the store when it takes too long: its connection is aborted, so that the database
 * lets go of the job's row. The thread is left alone, since an interrupt can close an H2 file database for everybody.
 */
final class Deadline {
    private static final Logger LOG = LoggerFactory.getLogger(Deadline.class);

    private Deadline() {}

    /**
     * @throws CompletionWritesException for a moment, when the action took too long
     */
    static <T> T within(Duration limit, String what, Connection connection, Supplier<T> action) {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                () -> {
                    if (over.compareAndSet(false, true)) {
                        LOG.warn("{} took longer than {}; its connection is aborted", what, limit);
                        abort(connection);
                    }
                },
                CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
        T made;
        try {
            made = action.get();
        } catch (RuntimeException | Error thrown) {
            if (over.compareAndSet(false, true)) {
                throw thrown;
            }
            throw tookTooLong(limit, thrown);
        } finally {
            end.cancel(false);
        }
        if (over.compareAndSet(false, true)) {
            return made;
        }
        throw tookTooLong(limit, null);
    }

    private static CompletionWritesException tookTooLong(Duration limit, @Nullable Throwable thrown) {
        return new CompletionWritesException(
                true, new SQLTimeoutException("they took longer than " + limit + " and were ended", thrown));
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
            // H2 knows no abort, and ends the transaction so.
            connection.close();
        } catch (SQLException | RuntimeException error) {
            LOG.debug("A connection that took too long could not be aborted", error);
        }
    }
}
