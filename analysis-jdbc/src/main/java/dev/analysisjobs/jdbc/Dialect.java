package dev.analysisjobs.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What differs between databases. A statement is written once where all of them take it; otherwise each dialect brings its
 * own whole statement. See {@link SqlTexts} for the macros.
 */
interface Dialect {

    /** Returns the name that people know the database by. */
    String name();

    /** Returns the folder of the schema's scripts. */
    String folder();

    /** Returns the expression of the database's clock. */
    String now();

    /** Returns the expression of the instant that lies a parameter's microseconds after the database's clock. */
    String after(String parameter);

    /** Returns the condition, to stand after a column of type uuid or text, of being in a parameter's list. */
    String in(String parameter, String type);

    /** Returns what has a statement reach its rows by the primary key, to stand after the table; possibly empty. */
    default String byId() {
        return "";
    }

    /** Returns the most bytes in UTF-8 that a payload can have. */
    int payloadBytes();

    /** Returns the most characters of texts that a statement for many rows takes; a single row may have more. */
    long statementChars();

    /** Returns what an error means, by its exact code. */
    Fault classify(SQLException error);

    /** Returns whether a statement's time-out stays on its connection, so that it has to be taken back. */
    boolean timeoutStays();

    /** Returns how new jobs are stored. */
    JobInserter inserter(SqlTexts texts);

    /** Returns how due jobs are claimed. */
    JobClaimer claimer(SqlTexts texts);

    /** Returns how leases are renewed. */
    LeaseRenewer renewer(SqlTexts texts);

    /** Returns how attempts are finished by one statement; null where it takes several. */
    default @Nullable JobFinisher finisher(SqlTexts texts) {
        return null;
    }

    /**
     * Returns what carries word of new work to other nodes.
     *
     * @param listening gives the connection that listens; null when this node does not
     */
    default WorkChannel workChannel(Units units, SqlTexts texts, @Nullable DataSource listening) {
        return WorkChannel.NONE;
    }

    /** Returns the statements that write changes of many jobs. */
    ChangeTexts changeTexts();

    /**
     * Runs a change of the schema so that nodes which start at once do not hinder each other, and leaves the connection as it
     * was found.
     */
    void migrate(Connection connection, TableNames names, Migration migration) throws SQLException;

    /**
     * Returns the query that looks which of two tables are there. Its parameters are the schema, null for the connection's own,
     * and the names of the tables.
     */
    String findTables();

    /**
     * Checks, once the tables are there, what only a statement on them shows.
     *
     * @throws IllegalStateException when the connections are set so that they cannot be used; it says what to do
     */
    default void checkConnection(Connection connection, TableNames names) throws SQLException {}

    /** Has unqualified names mean those of a schema until the end of the migration. */
    void useSchema(Connection connection, String schema) throws SQLException;

    /** Creates what is missing. May be run again after it failed half-way. */
    interface Migration {
        void run() throws SQLException;
    }

    /** Binds a value of a statement. */
    void bind(PreparedStatement statement, int index, NamedSql.Parameter parameter, @Nullable Object value)
            throws SQLException;

    @Nullable
    UUID readUuid(ResultSet rows, String column) throws SQLException;

    @Nullable
    Instant readInstant(ResultSet rows, String column) throws SQLException;
}
