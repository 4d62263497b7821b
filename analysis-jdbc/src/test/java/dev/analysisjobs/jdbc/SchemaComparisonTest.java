package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables are the same on every database: operators' statements and our own rely on it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaComparisonTest {
    private static final Map<String, String> SAME_TYPES = Map.of(
            "text", "unlimited text",
            "longtext", "unlimited text",
            "character large object", "unlimited text",
            "varchar", "character varying",
            "char", "uuid",
            "int", "integer",
            "datetime", "instant",
            "timestamp with time zone", "instant");

    private final Map<TestDatabase, Space> spaces =
            TestDatabase.running().collect(Collectors.toMap(database -> database, TestDatabase::open));
    private final Space h2 = spaces.get(TestDatabase.H2);

    @BeforeAll
    void migrate() {
        spaces.values().forEach(Space::store);
    }

    @AfterAll
    void close() {
        spaces.values().forEach(Space::close);
    }

    static Stream<TestDatabase> others() {
        return TestDatabase.running().filter(database -> database != TestDatabase.H2);
    }

    static Stream<TestDatabase> mySqls() {
        return TestDatabase.running().filter(TestDatabase::isMySql);
    }

    @ParameterizedTest
    @MethodSource("others")
    void everyDatabaseHasTheSameColumns(TestDatabase database) {
        List<String> columns = columns(spaces.get(database));

        assertThat(columns).hasSizeGreaterThan(80).isEqualTo(columns(h2));
    }

    @ParameterizedTest
    @MethodSource("others")
    void everyDatabaseHasTheSameConstraints(TestDatabase database) {
        List<String> constraints = constraints(spaces.get(database));

        assertThat(constraints).hasSizeGreaterThan(35).isEqualTo(constraints(h2));
    }

    @ParameterizedTest
    @MethodSource("others")
    void everyDatabaseHasTheSameIndexes(TestDatabase database) {
        List<String> indexes = indexes(spaces.get(database));

        assertThat(indexes).hasSizeGreaterThan(5).isEqualTo(indexes(h2));
    }

    @ParameterizedTest
    @MethodSource("mySqls")
    void mySqlsTextsAreComparedExactlyInTablesThatKnowTransactions(TestDatabase database) {
        Space space = spaces.get(database);
        String exact = database == TestDatabase.MARIADB ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin";

        assertThat(space.query(
                        "SELECT DISTINCT CONCAT(data_type, ' ', collation_name) FROM information_schema.columns"
                                + " WHERE table_schema = '" + space.schema() + "' AND collation_name IS NOT NULL",
                        row -> row.getString(1)))
                .containsExactlyInAnyOrder("char ascii_bin", "varchar " + exact, "longtext " + exact);
        assertThat(space.query(
                        "SELECT DISTINCT engine FROM information_schema.tables WHERE table_schema = '" + space.schema()
                                + "'",
                        row -> row.getString(1)))
                .containsExactly("InnoDB");
    }

    /** So what MariaDB shows of its script is known of MySQL's, too. */
    @Test
    void theScriptsOfMariaDbAndMySqlDifferInTheirCollationAlone() throws IOException {
        assertThat(script("mysql"))
                .isEqualTo(script("mariadb")
                        .replace("MariaDB 10.6", "MySQL 8.0.17")
                        .replace("utf8mb4_nopad_bin", "utf8mb4_0900_bin"));
    }

    private static String script(String folder) throws IOException {
        try (InputStream stream =
                SchemaComparisonTest.class.getResourceAsStream("schema/" + folder + "/V1__create.sql")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> indexes(Space space) {
        String sql = switch (space.database()) {
            case H2 -> "SELECT index_name FROM information_schema.indexes";
            case POSTGRES -> "SELECT indexname FROM pg_indexes WHERE schemaname = '" + space.schema() + "'";
            case MARIADB, MYSQL ->
                "SELECT DISTINCT index_name FROM information_schema.statistics WHERE table_schema = '" + space.schema()
                        + "'";
        };
        List<String> indexes = sorted(space.query(sql, row -> row.getString(1)));
        indexes.removeIf(index -> !index.startsWith("ix_"));
        return indexes;
    }

    private static List<String> columns(Space space) {
        return sorted(space.query(
                "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, datetime_precision,"
                        + " column_default FROM information_schema.columns WHERE table_schema = '" + space.schema()
                        + "'",
                row -> {
                    String type = row.getString(3).toLowerCase(Locale.ROOT);
                    String same = SAME_TYPES.getOrDefault(type, type);
                    return String.join(
                            " ",
                            row.getString(1),
                            row.getString(2),
                            same,
                            row.getString(4).equals("YES") ? "nullable" : "not null",
                            same.equals("character varying") ? row.getString(5) : "",
                            same.equals("instant") ? row.getString(6) : "",
                            String.valueOf(row.getString(7)));
                }));
    }

    private static List<String> constraints(Space space) {
        List<String> found = space.query(
                "SELECT table_name, constraint_name, constraint_type FROM information_schema.table_constraints"
                        + " WHERE table_schema = '" + space.schema() + "'",
                row -> row.getString(1) + " " + named(row.getString(2), row.getString(1)) + " " + row.getString(3));
        // PostgreSQL lists NOT NULL as CHECK constraints under names of its own; the columns are compared above.
        found.removeIf(constraint -> constraint.matches("(?i).* (\\w+_not_null|\\d+_\\d+_\\d+_not_null) CHECK"));
        found.addAll(space.query(
                "SELECT constraint_name, column_name, table_name FROM information_schema.key_column_usage"
                        + " WHERE table_schema = '" + space.schema() + "'",
                row -> named(row.getString(1), row.getString(3)) + " on " + row.getString(3) + "." + row.getString(2)));
        found.addAll(space.query(
                "SELECT constraint_name, delete_rule FROM information_schema.referential_constraints"
                        + " WHERE constraint_schema = '" + space.schema() + "'",
                row -> row.getString(1) + " on delete " + row.getString(2)));
        return sorted(found);
    }

    /** MariaDB and MySQL call every primary key by one name. */
    private static String named(String constraint, String table) {
        return constraint.equals("PRIMARY") ? "pk_" + table : constraint;
    }

    private static List<String> sorted(List<String> found) {
        List<String> lower = new ArrayList<>();
        for (String one : found) {
            lower.add(one.toLowerCase(Locale.ROOT).replace("no action", "restrict"));
        }
        lower.sort(null);
        return lower;
    }
}
