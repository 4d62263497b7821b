package dev.analysisjobs.jdbc;

import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.StoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Collect the parts of a {@link JdbcJobStore}. Not thread-safe.
 *
 * @since 0.1
 */
public final class JdbcJobStoreBuilder {
    private static final Duration LEAST_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MOST_TIMEOUT = Duration.ofHours(1);

    private final ConnectionSource connections;
    private @Nullable String schema;
    private String tablePrefix = "";
    private boolean migrate = true;
    private Duration statementTimeout = Duration.ofSeconds(30);
    private @Nullable DataSource listening;
    private Payloads payloads = Payloads.PLAIN;

    JdbcJobStoreBuilder(ConnectionSource connections) {
        this.connections = connections;
    }

    /**
     * Set the schema of the tables; by default the connection's own. Letters, digits and underscores, at most 63; the database
     * folds its case as that of any unquoted name.
     */
    public JdbcJobStoreBuilder schema(String value) {
        schema = Objects.requireNonNull(value, "schema");
        return this;
    }

    /** Set what stands before each table's name; nothing by default. Letters, digits and underscores, at most 20. */
    public JdbcJobStoreBuilder tablePrefix(String value) {
        tablePrefix = Objects.requireNonNull(value, "tablePrefix");
        return this;
    }

    /**
     * Set whether to create or update the tables, and a schema that was named and is missing; true by default. When false, a
     * schema of another version than needed is refused, with the scripts to run. Several nodes may start at once.
     */
    public JdbcJobStoreBuilder migrate(boolean value) {
        migrate = value;
        return this;
    }

    /** Limit how long a statement may run: 1 second to 1 hour, 30 seconds by default; fractions count as a whole second. */
    public JdbcJobStoreBuilder statementTimeout(Duration value) {
        statementTimeout = Objects.requireNonNull(value, "statementTimeout");
        return this;
    }

    /**
     * On PostgreSQL, hear of other nodes' submits at once instead of at the next poll, by LISTEN. While a node over this store
     * runs, one connection of the data source is kept for it: a pool needs one more, and a proxy that shares sessions between
     * clients (PgBouncer in transaction mode) cannot carry it. None by default. Other databases, and drivers other than
     * pgjdbc, are polled alone.
     */
    public JdbcJobStoreBuilder listenOn(DataSource value) {
        listening = Objects.requireNonNull(value, "listenOn");
        return this;
    }

    /** Set what payloads and messages pass through on their way into the tables and back; they are stored plain by default. */
    public JdbcJobStoreBuilder payloadCodec(PayloadCodec value) {
        payloads = new Payloads(Objects.requireNonNull(value, "payloadCodec"));
        return this;
    }

    /**
     * Connect, bring the schema up to date or check it, and return the store.
     *
     * @throws IllegalArgumentException naming every faulty setting with its value and limit
     * @throws IllegalStateException when the database or the version of its schema is not supported; it says what to do
     * @throws StoreException when the database cannot be reached or refuses
     */
    public JdbcJobStore build() {
        TableNames names = new TableNames(schema, tablePrefix);
        List<String> faults = new ArrayList<>(names.faults());
        if (statementTimeout.compareTo(LEAST_TIMEOUT) < 0 || statementTimeout.compareTo(MOST_TIMEOUT) > 0) {
            faults.add("statementTimeout is " + statementTimeout + ", it must be between " + LEAST_TIMEOUT + " and "
                    + MOST_TIMEOUT);
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("JdbcJobStore: " + String.join("; ", faults));
        }
        try {
            return connect(names);
        } catch (SQLException error) {
            throw new StoreException(
                    Kind.TRANSIENT,
                    "The store could not be built (SQLState " + error.getSQLState() + "): " + error.getMessage(),
                    error);
        }
    }

    private JdbcJobStore connect(TableNames names) throws SQLException {
        Connection connection = connections.get();
        try {
            if (connections.isJoined(connection)) {
                throw new IllegalStateException("Build the store outside of a transaction: it may change the schema");
            }
            Dialect dialect = Dialects.of(connection);
            Migrator migrator = new Migrator(dialect, names);
            if (migrate) {
                migrator.migrate(connection);
            }
            migrator.verify(connection);
            dialect.checkConnection(connection, names);
            boolean isolationDiffers = connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED;
            Units units = new Units(connections, dialect, payloads, statementTimeout, isolationDiffers);
            SqlTexts texts = new SqlTexts(dialect, names);
            return new JdbcJobStore(units, texts, dialect.workChannel(units, texts, listening));
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            connections.release(connection);
        }
    }
}
