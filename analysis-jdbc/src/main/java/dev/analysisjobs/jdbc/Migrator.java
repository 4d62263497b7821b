package dev.analysisjobs.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings the schema to the version of this code, or checks that it is there. Every version keeps what the code before it uses,
 * so that old and new nodes run side by side; a version that cannot says in {@code min_code_version} which code it still
 * serves, and older code refuses to start on it.
 */
final class Migrator {
    /** The scripts of each dialect, in order; the first one makes version 1. */
    private static final List<String> SCRIPTS = List.of("V1__create.sql");

    private static final int CODE_VERSION = SCRIPTS.size();

    private static final String SCHEMA = """
            SELECT schema_name FROM information_schema.schemata WHERE LOWER(schema_name) = LOWER(?)
            """;

    private static final String VERSIONS = """
            SELECT COALESCE(MAX(version), 0), COALESCE(MAX(min_code_version), 0) FROM %s
            """;

    private final Dialect dialect;
    private final TableNames names;

    Migrator(Dialect dialect, TableNames names) {
        this.dialect = dialect;
        this.names = names;
    }

    private record Installed(int version, int minCodeVersion) {}

    /** Runs the scripts that are missing. Needs no right to change the schema when none is. */
    void migrate(Connection connection) throws SQLException {
        if (installed(connection).version() < CODE_VERSION) {
            dialect.migrate(connection, names, () -> runMissing(connection));
        }
    }

    /** Refuses a schema that this code cannot work on. */
    void verify(Connection connection) throws SQLException {
        Installed installed = installed(connection);
        if (installed.version() < CODE_VERSION) {
            throw new IllegalStateException("The schema of Analysis Jobs (table " + names.qualified("schema_version")
                    + ") is at version " + installed.version() + ", this code needs version " + CODE_VERSION
                    + ": run " + missing(installed.version()) + " from the analysis-jdbc jar, or build the store with"
                    + " migrate(true)");
        }
        if (installed.minCodeVersion() > CODE_VERSION) {
            throw new IllegalStateException("The schema of Analysis Jobs (table " + names.qualified("schema_version")
                    + ") is at version " + installed.version() + " and serves code of version "
                    + installed.minCodeVersion() + " or later, this code is of version " + CODE_VERSION
                    + ": update analysis-jdbc");
        }
    }

    private String missing(int version) {
        return SCRIPTS.subList(version, CODE_VERSION).stream()
                .map(script -> "dev/analysisjobs/jdbc/" + path(script))
                .collect(Collectors.joining(", "));
    }

    private Installed installed(Connection connection) throws SQLException {
        Set<String> tables = tables(connection);
        if (!tables.contains(lower("schema_version"))) {
            if (tables.contains(lower("jobs"))) {
                throw new IllegalStateException("There is a table " + names.qualified("jobs")
                        + " that Analysis Jobs did not make: choose another schema or a tablePrefix");
            }
            return new Installed(0, 0);
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(String.format(VERSIONS, names.qualified("schema_version")))) {
            row.next();
            return new Installed(row.getInt(1), row.getInt(2));
        }
    }

    private Set<String> tables(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(dialect.findTables())) {
            statement.setString(1, names.schema());
            statement.setString(2, names.bare("schema_version"));
            statement.setString(3, names.bare("jobs"));
            Set<String> found = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    private String lower(String table) {
        return names.bare(table).toLowerCase(Locale.ROOT);
    }

    private void runMissing(Connection connection) throws SQLException {
        if (names.schema() != null) {
            createSchema(connection, names.schema());
            dialect.useSchema(connection, names.schema());
        }
        for (String script : SCRIPTS.subList(installed(connection).version(), CODE_VERSION)) {
            for (String sql : statements(script)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                } catch (SQLException error) {
                    throw new SQLException(
                            "dev/analysisjobs/jdbc/" + path(script) + ": " + error.getMessage(),
                            error.getSQLState(),
                            error.getErrorCode(),
                            error);
                }
            }
        }
    }

    /** Asks first, because IF NOT EXISTS needs the right to create also where nothing is created. */
    private static void createSchema(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SCHEMA)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    return;
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        }
    }

    private List<String> statements(String script) {
        String text = read(path(script))
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"));
        return Arrays.stream(names.prefixed(text).split(";\\s*(\n|$)"))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    private String path(String script) {
        return "schema/" + dialect.folder() + "/" + script;
    }

    private static String read(String path) {
        try (InputStream stream = Migrator.class.getResourceAsStream(path)) {
            return new String(
                    Objects.requireNonNull(stream, () -> "no resource " + path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
