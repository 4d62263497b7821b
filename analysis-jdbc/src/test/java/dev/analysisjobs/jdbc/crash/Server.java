package dev.analysisjobs.jdbc.crash;

import dev.analysisjobs.jdbc.StoredRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A real database server of the crash tests' own, which they may kill. It writes as in production: a commit is on the disk when
 * it is acknowledged.
 */
interface Server {
    /** How long a worker's driver waits for an answer. */
    Duration SOCKET_TIMEOUT = Duration.ofSeconds(4);

    int port();

    /** Returns the URL of a space for workers, through some port, with the time-outs that the documentation asks for. */
    String url(int port, String space);

    /** Makes an empty space for tables. */
    void create(String space) throws SQLException;

    /** Opens a connection of a person who looks on. */
    Connection connect(String space) throws SQLException;

    /** Returns how to read its instants. */
    StoredRows.InstantReader instants();

    /** Kills all of its processes as a power cut would. */
    void kill() throws Exception;

    /** Starts it again on the same data and port. */
    void restart() throws Exception;

    /** Has it take no writes of workers, or take them again, without cutting a connection. */
    void readOnly(boolean value) throws SQLException;

    /** Returns how to follow a client's messages. */
    Supplier<Wire> wires();
}
