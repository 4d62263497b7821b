package dev.analysisjobs.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Give the store its connections, and know whether one belongs to a transaction of the caller. Implement it to let a store
 * take part in transactions that a framework manages. Thread-safe.
 *
 * <p>The store asks for one connection per unit of work, never for a second one while it holds the first, and gives each back
 * as it found it.
 *
 * @since 0.1
 */
public interface ConnectionSource {

    /**
     * Return the connection of the transaction that the calling thread is in, else one of its own.
     *
     * @throws SQLException when there is none to be had; the unit of work then fails as transient
     */
    Connection get() throws SQLException;

    /**
     * Return whether a connection that {@link #get} just returned belongs to a transaction of the caller. The store then
     * neither commits nor rolls back nor closes it, and undoes what failed by a savepoint.
     */
    boolean isJoined(Connection connection);

    /**
     * Take a connection back. One that broke was aborted before and must not be used again.
     *
     * @throws SQLException the store logs it and goes on
     */
    void release(Connection connection) throws SQLException;

    /**
     * Run an action once the calling thread's transaction is committed, never when it rolls back; at once when the thread is
     * in none. May be dropped when the end of the transaction cannot be seen.
     */
    void afterCommit(Runnable action);
}
