package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The tables are the same on every database: operators' statements and our own rely on it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaComparisonTest {
    private static final Map<String, String> SAME_TYPES = Map.of(
            "text", "unlimited text",
            "character large object", "unlimited text",
            "timestamp with time zone", "instant");

    private final Space h2 = TestDatabase.H2.open();
    private final Space postgres = TestDatabase.POSTGRES.open();

    @BeforeAll
    void migrate() {
        h2.store();
        postgres.store();
    }

    @AfterAll
    void close() {
        h2.close();
        postgres.close();
    }

    @Test
    void everyDatabaseHasTheSameColumns() {
        List<String> columns = columns(h2);

        assertThat(columns).hasSizeGreaterThan(80).isEqualTo(columns(postgres));
    }

    @Test
    void everyDatabaseHasTheSameConstraints() {
        List<String> constraints = constraints(h2);

        assertThat(constraints).hasSizeGreaterThan(35).isEqualTo(constraints(postgres));
    }

    @Test
    void everyDatabaseHasTheSameIndexes() {
        List<String> ofH2 = h2.query(
                "SELECT LOWER(index_name) FROM information_schema.indexes WHERE LOWER(index_name) LIKE 'ix_%' ORDER BY 1",
                row -> row.getString(1));
        List<String> ofPostgres = postgres.query(
                "SELECT indexname FROM pg_indexes WHERE schemaname = '" + postgres.schema()
                        + "' AND indexname LIKE 'ix_%' ORDER BY 1",
                row -> row.getString(1));

        assertThat(ofH2).hasSizeGreaterThan(5).isEqualTo(ofPostgres);
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
                            type.equals("character varying") ? row.getString(5) : "",
                            same.equals("instant") ? row.getString(6) : "",
                            String.valueOf(row.getString(7)));
                }));
    }

    private static List<String> constraints(Space space) {
        List<String> found = space.query(
                "SELECT table_name, constraint_name, constraint_type FROM information_schema.table_constraints"
                        + " WHERE table_schema = '" + space.schema() + "'",
                row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3));
        // PostgreSQL lists NOT NULL as CHECK constraints under names of its own; the columns are compared above.
        found.removeIf(constraint -> constraint.matches("(?i).* (\\w+_not_null|\\d+_\\d+_\\d+_not_null) CHECK"));
        found.addAll(space.query(
                "SELECT constraint_name, column_name, table_name FROM information_schema.key_column_usage"
                        + " WHERE table_schema = '" + space.schema() + "'",
                row -> row.getString(1) + " on " + row.getString(3) + "." + row.getString(2)));
        found.addAll(space.query(
                "SELECT constraint_name, delete_rule FROM information_schema.referential_constraints"
                        + " WHERE constraint_schema = '" + space.schema() + "'",
                row -> row.getString(1) + " on delete " + row.getString(2)));
        return sorted(found);
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
