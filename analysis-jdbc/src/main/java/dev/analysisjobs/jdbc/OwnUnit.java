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
     * @param writes whether to open a transaction; a unit that only reads is one statement or does not need one picture
     * @throws SQLException nothing is left of the unit
     * @throws StoreException the commit's fate is unknown
     */
    <T> T run(String what, Units.Work<T> work, boolean writes) throws SQLException {
        boolean clean = false;
        try {
            T made;
            try {
                begin(writes);
                made = work.run(tx);
                commit(what, writes);
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

    private void begin(boolean writes) throws SQLException {
        autoCommitBefore = connection.getAutoCommit();
        if (!writes) {
            return;
        }
        if (isolationDiffers) {
            isolationBefore = connection.getTransactionIsolation();
            if (isolationBefore != READ_COMMITTED) {
                connection.setTransactionIsolation(READ_COMMITTED);
            }
        }
        if (autoCommitBefore) {
            connection.setAutoCommit(false);
        }
    }

    private void commit(String what, boolean writes) throws SQLException, CommitUnknown {
        if (connection.getAutoCommit()) {
            return;
        }
        try {
            connection.commit();
        } catch (SQLException error) {
            if (!writes || dialect.classify(error).provesRollback()) {
                throw error;
            }
            throw new CommitUnknown(new StoreException(
                    Kind.COMMIT_UNKNOWN,
                    what + ": the connection to " + dialect.name() + " failed while committing (SQLState "
                            + error.getSQLState() + ")",
                    error));
        }
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
        if (autoCommitBefore) {
            connection.setAutoCommit(true);
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
