package dev.analysisjobs.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;

/** A lock by name that belongs to a connection, so that it ends with the node that holds it. */
final class MySqlLock implements AutoCloseable {
    private static final int WAIT_SECONDS = 300;

    private final Connection connection;
    private final String name;

    private MySqlLock(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** @throws SQLException also when another node held it for too long */
    static MySqlLock acquire(Connection connection, String of) throws SQLException {
        // Names of locks are shorter than names of tables with their schema.
        String name = "analysis_jobs_"
                + UUID.nameUUIDFromBytes(of.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        try (PreparedStatement statement = connection.prepareStatement("SELECT GET_LOCK(?, ?)")) {
            statement.setString(1, name);
            statement.setInt(2, WAIT_SECONDS);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || row.getInt(1) != 1) {
                    throw new SQLException("another node has been migrating " + of + " for " + WAIT_SECONDS
                            + " s; its connection holds the lock " + name);
                }
            }
        }
        return new MySqlLock(connection, name);
    }

    @Override
    public void close() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT RELEASE_LOCK(?)")) {
            statement.setString(1, name);
            statement.execute();
        }
    }
}
