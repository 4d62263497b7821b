package dev.analysisjobs.spring;

import dev.analysisjobs.jdbc.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes part in the transaction that Spring has open on the calling thread, whoever manages it. */
final class SpringConnections implements ConnectionSource {
    private final DataSource dataSource;

    SpringConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Connection get() throws SQLException {
        try {
            return DataSourceUtils.getConnection(dataSource);
        } catch (CannotGetJdbcConnectionException error) {
            throw error.getCause() instanceof SQLException cause ? cause : new SQLException(error);
        }
    }

    @Override
    public boolean isJoined(Connection connection) {
        return DataSourceUtils.isConnectionTransactional(connection, dataSource);
    }

    @Override
    public void release(Connection connection) {
        DataSourceUtils.releaseConnection(connection, dataSource);
    }

    @Override
    public void afterCommit(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()
                || !TransactionSynchronizationManager.isActualTransactionActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
