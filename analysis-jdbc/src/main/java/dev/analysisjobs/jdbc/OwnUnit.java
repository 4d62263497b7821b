package dev.analysisjobs.jdbc;

import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.StoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one unit of work once, in a transaction of its own, and leaves the connection as it was found. A connection whose
 * state is not known afterwards is aborted, so that no pool hands it out again.
 */
final class OwnUnit {
    private static final Logger LOG = LoggerFactory.getLogger(OwnUnit.class);
    private static final int READ_COMMITTED = Connection.TRANSACTION_READ_COMMITTED;

    /** Of invalid transaction states, as on a server that takes no writes. */
    private static final String TOLD_BEFORE_WRITING = "25";

    /** How a unit comes to its end. */
    enum Mode {
        /** Its statements stand alone, and nobody needs to know whether what they wrote was committed. */
        NO_TRANSACTION,
        /** One statement that commits by itself. */
        STATEMENT,
        /** Statements that are committed together. */
        TRANSACTION
    }

    private final Connection connection;
    private final Dialect dialect;
    private final boolean isolationDiffers;
    private final Tx tx;
    private boolean autoCommitBefore;
    private int isolationBefore = READ_COMMITTED;

    OwnUnit(Connection connection, Dialect dialect, Payloads payloads, int timeoutSeconds, boolean isolationDiffers) {
        this.connection = connection;
        this.dialect = dialect;
        this.isolationDiffers = isolationDiffers;
        this.tx = new Tx(connection, dialect, payloads, timeoutSeconds);
    }

    /**
     * @throws SQLException nothing is left of the unit
     * @throws StoreException the commit's fate is unknown
     */
    <T> T run(String what, Units.Work<T> work, Mode mode) throws SQLException {
        boolean clean = false;
        try {
            T made;
            try {
                begin(mode);
                made = execute(what, work, mode);
                commit(what, mode);
            } catch (CommitUnknown unknown) {
                throw unknown.told;
            } catch (SQLException | RuntimeException | Error error) {
                clean = undo(error);
                throw error;
            }
            clean = isRestored();
            return made;
        } finally {
            if (!clean) {
                abort();
            }
        }
    }

    private void begin(Mode mode) throws SQLException {
        autoCommitBefore = connection.getAutoCommit();
        if (mode == Mode.NO_TRANSACTION) {
            return;
        }
        if (isolationDiffers) {
            isolationBefore = connection.getTransactionIsolation();
            if (isolationBefore != READ_COMMITTED) {
                connection.setTransactionIsolation(READ_COMMITTED);
            }
        }
        setAutoCommit(mode == Mode.STATEMENT);
    }

    /** Runs the work; one that commits by itself has an unknown fate when its connection breaks. */
    private <T> T execute(String what, Units.Work<T> work, Mode mode) throws SQLException, CommitUnknown {
        try {
            return work.run(tx);
        } catch (SQLException error) {
            if (mode == Mode.STATEMENT && leavesFateOpen(error)) {
                throw commitUnknown(what, error);
            }
            throw error;
        }
    }

    /** An error that the server tells undid the statement; it may have committed when nobody or a dying server answers. */
    private boolean leavesFateOpen(SQLException error) {
        return dialect.classify(error) == Fault.CONNECTION
                && !String.valueOf(Errors.root(error).getSQLState()).startsWith(TOLD_BEFORE_WRITING);
    }

    private void commit(String what, Mode mode) throws SQLException, CommitUnknown {
        if (connection.getAutoCommit()) {
            return;
        }
        try {
            connection.commit();
        } catch (SQLException error) {
            if (mode == Mode.NO_TRANSACTION || dialect.classify(error).provesRollback()) {
                throw error;
            }
            throw commitUnknown(what, error);
        }
    }

    private CommitUnknown commitUnknown(String what, SQLException error) {
        return new CommitUnknown(new StoreException(
                Kind.COMMIT_UNKNOWN,
                what + ": the connection to " + dialect.name() + " failed while committing (SQLState "
                        + error.getSQLState() + ")",
                error));
    }

    /** Rolls back, and returns whether the connection is as it was found. */
    private boolean undo(Throwable error) {
        if (error instanceof SQLException fault && dialect.classify(fault) == Fault.CONNECTION) {
            return false;
        }
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            restore();
            return true;
        } catch (SQLException second) {
            error.addSuppressed(second);
            return false;
        }
    }

    /** Restores after a commit; a fault of it must not make the committed unit look failed. */
    private boolean isRestored() {
        try {
            restore();
            return true;
        } catch (SQLException error) {
            LOG.debug("A connection could not be restored after its commit: {}", error.getSQLState());
            return false;
        }
    }

    private void restore() throws SQLException {
        tx.restoreTimeout();
        if (isolationBefore != READ_COMMITTED) {
            connection.setTransactionIsolation(isolationBefore);
        }
        setAutoCommit(autoCommitBefore);
    }

    private void setAutoCommit(boolean value) throws SQLException {
        if (connection.getAutoCommit() != value) {
            connection.setAutoCommit(value);
        }
    }

    private void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException error) {
            LOG.debug("A broken connection could not be aborted", error);
        }
    }

    private static final class CommitUnknown extends Exception {
        private final StoreException told;

        CommitUnknown(StoreException told) {
            super(told);
            this.told = told;
        }
    }
}
