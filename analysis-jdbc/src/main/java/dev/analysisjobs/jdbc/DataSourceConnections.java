package dev.analysisjobs.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Takes each connection from a data source; knows no transactions. */
record DataSourceConnections(DataSource dataSource) implements ConnectionSource {

    @Override
    public Connection get() throws SQLException {
        return dataSource.getConnection();
    }

    @Override
    public boolean isJoined(Connection connection) {
        return false;
    }

    @Override
    public void release(Connection connection) throws SQLException {
        connection.close();
    }

    @Override
    public void afterCommit(Runnable action) {
        action.run();
    }
}
