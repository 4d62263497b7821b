package dev.analysisjobs.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Opens a new connection each time, and passes it through a hook that may watch or break it. */
record DriverDataSource(String url, Hook hook) implements DataSource {

    /** What is done to each new connection. */
    interface Hook {
        Connection opened(Connection connection) throws SQLException;
    }

    DriverDataSource(String url) {
        this(url, connection -> connection);
    }

    DriverDataSource with(Hook next) {
        return new DriverDataSource(url, connection -> next.opened(hook.opened(connection)));
    }

    /** Leaves alone what the store's own threads open, which come when they please. */
    DriverDataSource withOnThisThread(Hook next) {
        Thread mine = Thread.currentThread();
        return with(connection -> Thread.currentThread() == mine ? next.opened(connection) : connection);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return hook.opened(DriverManager.getConnection(url));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 5;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
