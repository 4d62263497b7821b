package dev.analysisjobs.spring;

import dev.analysisjobs.jdbc.TransactionalConnectionSource;
import dev.analysisjobs.port.CompletionWritesException;
import dev.analysisjobs.port.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes part in the transaction that Spring has open on the calling thread, whoever manages it. */
final class SpringConnections implements TransactionalConnectionSource {
    private final DataSource dataSource;
    private final ObjectProvider<PlatformTransactionManager> managers;

    /**
     * @param managers asked when a transaction is begun, since a manager may need what needs the store
     */
    SpringConnections(DataSource dataSource, ObjectProvider<PlatformTransactionManager> managers) {
        // Transaction managers bind connections to what the proxy hides.
        DataSource target =
                dataSource instanceof TransactionAwareDataSourceProxy proxy ? proxy.getTargetDataSource() : null;
        this.dataSource = target == null ? dataSource : target;
        this.managers = managers;
    }

    @Override
    public Connection get() throws SQLException {
        try {
            return DataSourceUtils.getConnection(dataSource);
        } catch (CannotGetJdbcConnectionException error) {
            throw error.getCause() instanceof SQLException cause ? cause : new SQLException(error);
        }
    }

    /** Without an actual transaction (propagation SUPPORTS) Spring keeps a connection for the thread that commits by itself. */
    @Override
    public boolean isJoined(Connection connection) {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && DataSourceUtils.isConnectionTransactional(connection, dataSource);
    }

    @Override
    public void release(Connection connection) {
        DataSourceUtils.releaseConnection(connection, dataSource);
    }

    @Override
    public void afterCommit(Runnable action) {
        if (TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.isActualTransactionActive()) {
            TransactionSynchronizationManager.registerSynchronization(new AfterCommit(action));
        } else {
            action.run();
        }
    }

    @Override
    public <T> T inNewTransaction(Duration limit, Callable<T> action) throws Exception {
        PlatformTransactionManager manager = manager();
        DefaultTransactionDefinition definition =
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        definition.setName("analysis-jobs-completion");
        definition.setTimeout(Math.toIntExact(Math.max(1, limit.toSeconds())));
        TransactionStatus status = manager.getTransaction(definition);
        T made;
        try {
            made = action.call();
            status.flush();
        } catch (Throwable thrown) {
            rollBack(manager, status, thrown);
            throw thrown;
        }
        try {
            manager.commit(status);
            return made;
        } catch (UnexpectedRollbackException rolledBack) {
            throw new CompletionWritesException(false, rolledBack);
        } catch (RuntimeException failed) {
            throw new StoreException(
                    StoreException.Kind.COMMIT_UNKNOWN, "The transaction manager failed to commit", failed);
        }
    }

    @Override
    public boolean isTransient(Throwable thrown) {
        return thrown instanceof TransientDataAccessException || thrown instanceof RecoverableDataAccessException;
    }

    private PlatformTransactionManager manager() {
        PlatformTransactionManager manager = managers.getIfUnique();
        if (manager == null) {
            throw new CompletionWritesException(
                    false,
                    new IllegalStateException("there are " + managers.stream().count()
                            + " transaction managers and none is primary: writes with a completion need the one of the"
                            + " store's data source"));
        }
        return manager;
    }

    private static void rollBack(PlatformTransactionManager manager, TransactionStatus status, Throwable thrown) {
        try {
            manager.rollback(status);
        } catch (RuntimeException second) {
            thrown.addSuppressed(second);
        }
    }

    /** Runs an action once its transaction is committed, unless it was rolled back to a savepoint before the action. */
    private static final class AfterCommit implements TransactionSynchronization {
        private final Runnable action;
        private final Set<Object> laterSavepoints = new HashSet<>();
        private boolean undone;

        AfterCommit(Runnable action) {
            this.action = action;
        }

        @Override
        public void savepoint(Object savepoint) {
            laterSavepoints.add(savepoint);
        }

        @Override
        public void savepointRollback(Object savepoint) {
            undone |= !laterSavepoints.contains(savepoint);
        }

        @Override
        public void afterCommit() {
            if (!undone) {
                action.run();
            }
        }
    }
}
