package dev.analysisjobs.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the settings of a MariaDB or MySQL server allow.
 *
 * @param packetBytes the most bytes of a statement or row on the wire
 */
record MySqlSettings(long packetBytes) {
    private static final Logger LOG = LoggerFactory.getLogger(MySqlSettings.class);
    /** For the statement around the payload, and the row's other columns. */
    private static final long REST_BYTES = 128 * 1024;
    /** Drivers put a backslash before quotes and other characters, in the worst case before each one. */
    private static final int ESCAPED = 2;

    /** The most a UTF-16 unit takes: those that get a backslash are of one byte. */
    private static final int BYTES_PER_CHAR = 3;

    private static final long STATEMENT_BYTES = 16 * 1024 * 1024;
    private static final long LEAST_PACKET_BYTES = 1024 * 1024;

    private static final String READ = """
            SHOW VARIABLES WHERE variable_name IN ('sql_mode', 'max_allowed_packet', 'log_bin', 'binlog_format')
            """;

    /**
     * Reads the settings.
     *
     * @throws IllegalStateException when data would be changed silently or nothing could be written; it says what to do
     */
    static MySqlSettings of(Connection connection) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(READ)) {
            while (rows.next()) {
                variables.put(rows.getString(1), rows.getString(2));
            }
        }
        check(variables);
        MySqlSettings settings = new MySqlSettings(Long.parseLong(variables.getOrDefault("max_allowed_packet", "0")));
        settings.checkPacket();
        return settings;
    }

    private static void check(Map<String, String> variables) {
        String mode = variables.getOrDefault("sql_mode", "");
        if (!mode.contains("STRICT_TRANS_TABLES") && !mode.contains("STRICT_ALL_TABLES")) {
            throw new IllegalStateException(
                    "sql_mode is '" + mode + "': without STRICT_TRANS_TABLES the database changes"
                            + " silently what does not fit. Set it for the server, or for the connections of this store, for"
                            + " example by the initial SQL of the pool: SET SESSION sql_mode ="
                            + " CONCAT(@@sql_mode, ',STRICT_TRANS_TABLES')");
        }
        if (isOn(variables.get("log_bin")) && "STATEMENT".equalsIgnoreCase(variables.get("binlog_format"))) {
            throw new IllegalStateException("binlog_format is STATEMENT: with it the database takes no writes at READ"
                    + " COMMITTED, which the store uses. Set binlog_format to ROW or MIXED");
        }
    }

    private static boolean isOn(@Nullable String value) {
        return "ON".equalsIgnoreCase(value) || "1".equals(value);
    }

    int payloadBytes() {
        return (int) Math.min(TextRule.PAYLOAD_BYTES, (packetBytes - REST_BYTES) / ESCAPED);
    }

    long statementChars() {
        return Math.min(STATEMENT_BYTES, packetBytes - REST_BYTES) / BYTES_PER_CHAR;
    }

    private void checkPacket() {
        if (packetBytes < LEAST_PACKET_BYTES) {
            throw new IllegalStateException("max_allowed_packet is " + packetBytes + " bytes, the least is "
                    + LEAST_PACKET_BYTES + ": raise it for the server");
        }
        if (payloadBytes() < TextRule.PAYLOAD_BYTES) {
            LOG.warn(
                    "max_allowed_packet is {} bytes: payloads of more than {} bytes are refused. For payloads of {} bytes"
                            + " set it to {} or more",
                    packetBytes,
                    payloadBytes(),
                    TextRule.PAYLOAD_BYTES,
                    (long) TextRule.PAYLOAD_BYTES * ESCAPED + REST_BYTES);
        }
    }
}
