package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The database itself refuses rows that contradict themselves, whoever writes them by plain SQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImpossibleRowsTest {
    private static final String INSTANT = "TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00+00:00'";
    private static final String HASH = "'" + "0".repeat(64) + "'";
    private static final String CHECK_VIOLATION = "23514";
    private static final String H2_CHECK_VIOLATION = "23513";
    private static final String NULL_NOT_ALLOWED = "23502";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String H2_FOREIGN_KEY_VIOLATION = "23506";

    private final Map<TestDatabase, Space> spaces = new LinkedHashMap<>();

    @BeforeAll
    void open() {
        for (TestDatabase database : TestDatabase.values()) {
            Space space = database.open();
            spaces.put(database, space);
            space.store();
        }
    }

    @AfterAll
    void close() {
        spaces.values().forEach(Space::close);
    }

    static Stream<Arguments> impossibleJobs() {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        rows.put("the incident's: processing with a completed_at", with(processing(), "completed_at", INSTANT));
        rows.put("processing without a lease owner", with(processing(), "lease_owner", "NULL"));
        rows.put("processing without a lease end", with(processing(), "lease_until", "NULL"));
        rows.put("processing that was never started", with(processing(), "started_at", "NULL"));
        rows.put("processing without a counted attempt", with(processing(), "attempts", "0"));
        rows.put("pending with a lease", with(with(pending(), "lease_owner", "'n'"), "lease_until", INSTANT));
        rows.put("pending with a completed_at", with(pending(), "completed_at", INSTANT));
        rows.put("pending with a failure", with(pending(), "failure_code", "'EMPTY'"));
        rows.put("completed without a result", with(with(pending(), "status", "'completed'"), "completed_at", INSTANT));
        rows.put("failed without a completed_at", with(failed(), "completed_at", "NULL"));
        rows.put("failed without a code", with(failed(), "failure_code", "NULL"));
        rows.put("failed without a message", with(failed(), "error_message", "NULL"));
        rows.put("failed with a blank message", with(failed(), "error_message", "'  '"));
        rows.put("failed with a code that is no code", with(failed(), "failure_code", "'Oh dear'"));
        rows.put("failed and still holding its key", with(failed(), "active_key", HASH));
        rows.put("a status that is none", with(pending(), "status", "'done'"));
        rows.put("a status in capitals", with(pending(), "status", "'PENDING'"));
        rows.put("more attempts than allowed", with(pending(), "attempts", "4"));
        rows.put("fewer attempts than none", with(pending(), "attempts", "-1"));
        rows.put("a short fingerprint", with(pending(), "fingerprint", "'abc'"));
        return Stream.of(TestDatabase.values())
                .flatMap(database ->
                        rows.entrySet().stream().map(row -> Arguments.of(database, row.getKey(), row.getValue())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("impossibleJobs")
    void aJobThatContradictsItselfIsRefused(TestDatabase database, String what, Map<String, String> row) {
        assertThatThrownBy(() -> insert(database, "analysis_jobs", row))
                .as(what)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        error -> assertThat(error.getSQLState()).isIn(CHECK_VIOLATION, H2_CHECK_VIOLATION));
    }

    @ParameterizedTest
    @EnumSource
    void theRowsThatTheTestsVaryAreAccepted(TestDatabase database) throws SQLException {
        for (Map<String, String> row : new Map[] {pending(), processing(), failed()}) {
            insert(database, "analysis_jobs", row);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResultWithoutOutputIsRefused(TestDatabase database) throws SQLException {
        String job = job(database);
        for (String output : new String[] {"NULL", "''", "'  '", "'null'", "' null '"}) {
            assertThatThrownBy(() -> insert(database, "analysis_results", with(result(job), "output", output)))
                    .as("output " + output)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            error -> assertThat(error.getSQLState())
                                    .isIn(CHECK_VIOLATION, H2_CHECK_VIOLATION, NULL_NOT_ALLOWED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResultWithoutItsJobIsRefused(TestDatabase database) {
        assertRefused(
                () -> insert(database, "analysis_results", result(id())),
                FOREIGN_KEY_VIOLATION,
                H2_FOREIGN_KEY_VIOLATION);
    }

    @ParameterizedTest
    @EnumSource
    void aSecondResultOfAJobIsRefused(TestDatabase database) throws SQLException {
        String job = job(database);
        insert(database, "analysis_results", result(job));
        assertRefused(() -> insert(database, "analysis_results", result(job)), UNIQUE_VIOLATION);
    }

    @ParameterizedTest
    @EnumSource
    void aCompletedJobThatPointsAtNoResultOrAtAnotherJobsIsRefused(TestDatabase database) throws SQLException {
        String other = job(database);
        Map<String, String> others = result(other);
        insert(database, "analysis_results", others);
        Map<String, String> completed = with(with(pending(), "status", "'completed'"), "completed_at", INSTANT);
        assertRefused(
                () -> insert(database, "analysis_jobs", with(completed, "result_id", id())),
                FOREIGN_KEY_VIOLATION,
                H2_FOREIGN_KEY_VIOLATION);
        assertRefused(
                () -> insert(database, "analysis_jobs", with(completed, "result_id", others.get("result_id"))),
                FOREIGN_KEY_VIOLATION,
                H2_FOREIGN_KEY_VIOLATION);
    }

    @ParameterizedTest
    @EnumSource
    void theResultOfACompletedJobCannotBeDeleted(TestDatabase database) throws SQLException {
        String job = job(database);
        Map<String, String> result = result(job);
        insert(database, "analysis_results", result);
        execute(
                database,
                "UPDATE analysis_jobs SET status = 'completed', completed_at = " + INSTANT + ", result_id = "
                        + result.get("result_id") + " WHERE job_id = " + job);
        assertRefused(
                () -> execute(database, "DELETE FROM analysis_results WHERE job_id = " + job),
                FOREIGN_KEY_VIOLATION,
                H2_FOREIGN_KEY_VIOLATION);
    }

    @ParameterizedTest
    @EnumSource
    void theIncidentsUpdateIsRefused(TestDatabase database) throws SQLException {
        Map<String, String> row = processing();
        insert(database, "analysis_jobs", row);
        assertRefused(
                () -> execute(
                        database,
                        "UPDATE analysis_jobs SET completed_at = " + INSTANT + " WHERE job_id = " + row.get("job_id")),
                CHECK_VIOLATION,
                H2_CHECK_VIOLATION);
    }

    @ParameterizedTest
    @EnumSource
    void twoActiveJobsOfOneKeyAreRefused(TestDatabase database) throws SQLException {
        Map<String, String> holder = with(pending(), "active_key", "'" + "a".repeat(64) + "'");
        insert(database, "analysis_jobs", holder);
        assertRefused(() -> insert(database, "analysis_jobs", with(holder, "job_id", id())), UNIQUE_VIOLATION);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable action, String... states) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        error -> assertThat(error.getSQLState()).isIn((Object[]) states));
    }

    private String job(TestDatabase database) throws SQLException {
        Map<String, String> row = pending();
        insert(database, "analysis_jobs", row);
        return row.get("job_id");
    }

    private void insert(TestDatabase database, String table, Map<String, String> row) throws SQLException {
        execute(
                database,
                "INSERT INTO " + table + " (" + String.join(", ", row.keySet()) + ") VALUES ("
                        + String.join(", ", row.values()) + ")");
    }

    private void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = spaces.get(database).dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String id() {
        return "'" + UUID.randomUUID() + "'";
    }

    private static Map<String, String> pending() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("job_id", id());
        row.put("analysis_type", "'profile'");
        row.put("type_version", "'1'");
        row.put("subject_id", "'anna'");
        row.put("status", "'pending'");
        row.put("priority", "0");
        row.put("input", "'x'");
        row.put("fingerprint", HASH);
        row.put("input_hash", HASH);
        row.put("attempts", "1");
        row.put("max_attempts", "3");
        row.put("operator_retries", "0");
        row.put("run_at", INSTANT);
        row.put("deadline_at", INSTANT);
        row.put("lease_token", "1");
        row.put("created_at", INSTANT);
        return row;
    }

    private static Map<String, String> processing() {
        return with(
                with(with(with(pending(), "status", "'processing'"), "lease_owner", "'n'"), "lease_until", INSTANT),
                "started_at",
                INSTANT);
    }

    private static Map<String, String> failed() {
        return with(
                with(with(with(pending(), "status", "'failed'"), "completed_at", INSTANT), "failure_code", "'EMPTY'"),
                "error_message",
                "'nothing came'");
    }

    private static Map<String, String> result(String job) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("result_id", id());
        row.put("job_id", job);
        row.put("output", "'{}'");
        row.put("created_at", INSTANT);
        row.put("attempt", "1");
        row.put("lease_token", "1");
        row.put("started_at", INSTANT);
        row.put("calls", "1");
        return row;
    }

    private static Map<String, String> with(Map<String, String> row, String column, String value) {
        Map<String, String> changed = new LinkedHashMap<>(row);
        changed.put(column, value);
        return changed;
    }
}
