package dev.analysisjobs.jdbc;

import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.StoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs units of work: each in a transaction of its own, or under a savepoint in the caller's. Whatever fails undoes the whole
 * unit. Own units that the database sacrificed to another transaction are run again a few times.
 *
 * <p>The thread's interrupt flag is put aside while SQL runs: an interrupt inside a statement closes an H2 file database for
 * everybody, and pools refuse interrupted threads.
 */
final class Units {
    private static final Logger LOG = LoggerFactory.getLogger(Units.class);
    private static final int TRIES = 6;
    private static final long FIRST_WAIT_MILLIS = 4;

    private final ConnectionSource source;
    private final Dialect dialect;
    private final Payloads payloads;
    private final int timeoutSeconds;
    private final boolean isolationDiffers;
    private final ThreadLocal<@Nullable Bound> bound = new ThreadLocal<>();

    /**
     * @param isolationDiffers whether the source's connections come with another isolation level than READ COMMITTED, so that
     *     each unit of work has to set its own
     */
    Units(
            ConnectionSource source,
            Dialect dialect,
            Payloads payloads,
            Duration statementTimeout,
            boolean isolationDiffers) {
        this.source = source;
        this.dialect = dialect;
        this.payloads = payloads;
        this.timeoutSeconds = Math.toIntExact(statementTimeout.plusMillis(999).toSeconds());
        this.isolationDiffers = isolationDiffers;
    }

    /** Returns what texts pass through on their way into the database and back. */
    Payloads payloads() {
        return payloads;
    }

    /** What a unit of work does. It may be run more than once. */
    interface Work<T> {
        T run(Tx tx) throws SQLException;
    }

    /** A unit of work as it runs on a connection of its own, and as it runs in the caller's transaction. */
    private record Unit<T>(String what, OwnUnit.Mode mode, Work<T> own, Work<T> joined) {}

    /** Runs a unit of work that writes. */
    <T> T write(String what, Work<T> work) {
        return run(new Unit<>(what, OwnUnit.Mode.TRANSACTION, work, work));
    }

    /**
     * Runs a unit of work that writes: one statement that commits by itself, or, where that cannot be, all that the statement
     * stands for.
     */
    <T> T statement(String what, Work<T> statement, Work<T> otherwise) {
        return isolationDiffers
                ? write(what, otherwise)
                : run(new Unit<>(what, OwnUnit.Mode.STATEMENT, statement, otherwise));
    }

    /** Runs a unit of work that only reads. */
    <T> T read(String what, Work<T> work) {
        return repeatable(what, work);
    }

    /**
     * Runs statements that stand alone and may as well run again, so that nobody needs to know whether what they wrote was
     * committed. They run at the isolation level that the connection comes with.
     */
    <T> T repeatable(String what, Work<T> work) {
        return run(new Unit<>(what, OwnUnit.Mode.NO_TRANSACTION, work, work));
    }

    /** Binds a connection of the caller to this thread while an action runs. */
    <T> T within(Connection connection, Callable<T> action) throws Exception {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException(
                    "The connection commits each statement by itself: begin a transaction (setAutoCommit(false)) first");
        }
        Bound before = bound.get();
        bound.set(new Bound(connection, null));
        try {
            return action.call();
        } finally {
            bindAgain(before);
        }
    }

    private <T> T boundTo(Bound own, Function<Connection, T> action) {
        Bound before = bound.get();
        bound.set(own);
        try {
            return action.apply(own.connection());
        } finally {
            bindAgain(before);
        }
    }

    private void bindAgain(@Nullable Bound before) {
        if (before == null) {
            bound.remove();
        } else {
            bound.set(before);
        }
    }

    /** Returns what runs work of the app in transactions of the store. */
    JointUnits joint() {
        return new JointUnits(this, source, dialect, Duration.ofSeconds(timeoutSeconds));
    }

    /** Runs an action once in a new transaction, to which all units of work of this thread belong meanwhile. */
    <T> T alone(String what, Function<Connection, T> action) {
        Connection connection = connection(what);
        List<Runnable> afterCommit = new ArrayList<>();
        T made;
        try {
            if (source.isJoined(connection)) {
                throw new IllegalStateException(what + ": the thread is in a transaction, which this must not join");
            }
            Bound own = new Bound(connection, afterCommit);
            made = new OwnUnit(connection, dialect, payloads, timeoutSeconds, isolationDiffers)
                    .run(what, tx -> boundTo(own, action), OwnUnit.Mode.TRANSACTION);
        } catch (SQLException error) {
            throw Errors.storeException(what, dialect, error);
        } finally {
            release(connection);
        }
        afterCommit.forEach(Runnable::run);
        return made;
    }

    /** Returns the connection of the transaction that the store began on this thread, for the app. */
    Connection joinedConnection() {
        Bound in = bound.get();
        if (in == null) {
            throw new IllegalStateException("This thread is in no transaction of the store: it is while writes with a"
                    + " completion run, unless the connection source begins the transactions");
        }
        return in.guarded();
    }

    /** Returns whether this thread is in a transaction of the caller whose end cannot be seen. */
    boolean isCommitHidden() {
        Bound in = bound.get();
        return in != null && in.afterCommit() == null;
    }

    /** Runs an action after the commit of the transaction that this thread is in, if that can be seen. */
    void afterCommit(Runnable action) {
        Bound in = bound.get();
        if (in == null) {
            source.afterCommit(action);
        } else if (in.afterCommit() != null) {
            in.afterCommit().add(action);
        }
    }

    private <T> T run(Unit<T> unit) {
        boolean interrupted = false;
        try {
            for (int attempt = 1; ; attempt++) {
                interrupted |= Thread.interrupted();
                try {
                    Bound in = bound.get();
                    return in == null ? once(unit) : joined(unit, in.connection());
                } catch (SQLException error) {
                    if (attempt == TRIES || !dialect.classify(error).passesWhenRunAgain()) {
                        throw Errors.storeException(unit.what, dialect, error);
                    }
                    LOG.debug("{} is run again: {}", unit.what, error.getSQLState());
                }
                pause(attempt);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T once(Unit<T> unit) throws SQLException {
        Connection connection = connection(unit.what);
        try {
            return source.isJoined(connection)
                    ? joined(unit, connection)
                    : new OwnUnit(connection, dialect, payloads, timeoutSeconds, isolationDiffers)
                            .run(unit.what, unit.own, unit.mode);
        } finally {
            release(connection);
        }
    }

    private Connection connection(String what) {
        try {
            return source.get();
        } catch (SQLException error) {
            throw new StoreException(Kind.TRANSIENT, what + ": no connection to " + dialect.name(), error);
        }
    }

    private void release(Connection connection) {
        try {
            source.release(connection);
        } catch (SQLException error) {
            LOG.debug("A connection could not be given back: {}", error.getSQLState());
        }
    }

    /** Runs a unit inside the caller's transaction. A conflict ends that transaction, so only duplicates are tried again. */
    private <T> T joined(Unit<T> unit, Connection connection) throws SQLException {
        if (unit.mode != OwnUnit.Mode.NO_TRANSACTION && connection.isReadOnly()) {
            throw new IllegalStateException(unit.what + ": the caller's transaction is read-only");
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return underSavepoint(unit.joined, connection);
            } catch (SQLException error) {
                if (attempt == TRIES || dialect.classify(error) != Fault.DUPLICATE) {
                    throw Errors.storeException(unit.what, dialect, error);
                }
            }
        }
    }

    private <T> T underSavepoint(Work<T> work, Connection connection) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        Tx tx = new Tx(connection, dialect, payloads, timeoutSeconds);
        try {
            T made = work.run(tx);
            tx.restoreTimeout();
            connection.releaseSavepoint(savepoint);
            return made;
        } catch (Throwable error) {
            try {
                connection.rollback(savepoint);
                tx.restoreTimeout();
            } catch (SQLException second) {
                error.addSuppressed(second);
            }
            throw error;
        }
    }

    /** Waits a random time, so that those who collided do not collide again; an interrupt cuts it short and stays set. */
    private static void pause(int attempt) {
        long most = FIRST_WAIT_MILLIS << attempt;
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(most / 2, most)));
    }
}
