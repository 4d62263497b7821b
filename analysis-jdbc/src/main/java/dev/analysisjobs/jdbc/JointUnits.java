package dev.analysisjobs.jdbc;

import dev.analysisjobs.port.CompletionWritesException;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.StoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs work of the store and of the app in one new transaction: the store's own, or one of the framework that gives it its
 * connections. Nothing is run again here.
 */
final class JointUnits {
    private static final int DEEPEST_CAUSE = 20;

    private final Units units;
    private final ConnectionSource source;
    private final Dialect dialect;
    private final Duration limit;

    JointUnits(Units units, ConnectionSource source, Dialect dialect, Duration limit) {
        this.units = units;
        this.source = source;
        this.dialect = dialect;
        this.limit = limit;
    }

    /**
     * Runs an action in a new transaction and commits.
     *
     * @param action throws only what this throws
     * @throws CompletionWritesException the app's part failed; nothing was written
     * @throws StoreException the store's part failed, or the commit
     */
    <T> T run(String what, Supplier<T> action) {
        // Put aside as for every unit of work.
        boolean interrupted = Thread.interrupted();
        try {
            return source instanceof TransactionalConnectionSource managed
                    ? managed(managed, what, action)
                    : units.alone(what, connection -> Deadline.within(limit, what, connection, action));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T managed(TransactionalConnectionSource managed, String what, Supplier<T> action) {
        boolean[] acted = new boolean[1];
        try {
            return managed.inNewTransaction(limit, () -> {
                Connection connection = joined();
                try {
                    T made = Deadline.within(limit, what, connection, action);
                    acted[0] = true;
                    return made;
                } finally {
                    source.release(connection);
                }
            });
        } catch (CompletionWritesException told) {
            throw told;
        } catch (StoreException told) {
            throw told.kind() == Kind.COMMIT_UNKNOWN ? afterCommit(what, told) : told;
        } catch (Exception thrown) {
            throw acted[0]
                    ? failed(thrown)
                    : new StoreException(Kind.TRANSIENT, what + ": no transaction could be begun", thrown);
        }
    }

    private Connection joined() throws SQLException {
        Connection connection = source.get();
        if (!source.isJoined(connection)) {
            source.release(connection);
            throw new CompletionWritesException(
                    false,
                    new IllegalStateException(
                            "the transaction manager begins transactions that the store's data source has no part in"));
        }
        return connection;
    }

    /** Returns what a failed commit really means, where the database's own error says so. */
    private RuntimeException afterCommit(String what, StoreException unknown) {
        SQLException error = sqlCause(unknown);
        if (error == null || !dialect.classify(error).provesRollback()) {
            return unknown;
        }
        return dialect.classify(error) == Fault.CONFLICT
                ? Errors.storeException(what, dialect, error)
                : new CompletionWritesException(false, error);
    }

    /** Returns the failure of the app's part. */
    CompletionWritesException failed(Throwable thrown) {
        return new CompletionWritesException(mayPass(thrown), thrown);
    }

    private boolean mayPass(Throwable thrown) {
        Throwable link = thrown;
        for (int depth = 0; link != null && depth < DEEPEST_CAUSE; depth++) {
            if (link instanceof SQLTransientException
                    || link instanceof SQLRecoverableException
                    || link instanceof StoreException failed && failed.kind() == Kind.TRANSIENT
                    || link instanceof SQLException error && passesInANewTransaction(error)
                    || source instanceof TransactionalConnectionSource managed && managed.isTransient(link)) {
                return true;
            }
            link = link.getCause();
        }
        return false;
    }

    private boolean passesInANewTransaction(SQLException error) {
        Fault fault = dialect.classify(error);
        return fault == Fault.CONFLICT || fault == Fault.CONNECTION;
    }

    private static @Nullable SQLException sqlCause(Throwable thrown) {
        Throwable link = thrown;
        for (int depth = 0; link != null && depth < DEEPEST_CAUSE; depth++) {
            if (link instanceof SQLException error) {
                return Errors.root(error);
            }
            link = link.getCause();
        }
        return null;
    }
}
