package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.JobStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The database refuses rows that contradict themselves, however they are written (invariants I1, I3, I7). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImpossibleRowsTest {
    /** What must not be: the constraint that stops it, and plain SQL that tries. One job stands in each status. */
    private static final List<List<String>> ATTEMPTS = List.of(
            // The incident: a completion time while processing, without and with the result.
            List.of(
                    "ck_analysis_jobs_completed_at",
                    "UPDATE analysis_jobs SET completed_at = {now} WHERE status = 'processing'"),
            List.of(
                    "ck_analysis_jobs_completed_at",
                    "UPDATE analysis_jobs SET status = 'processing', lease_owner = 'n',"
                            + " lease_until = {now}, result_id = NULL WHERE status = 'completed'"),
            List.of(
                    "ck_analysis_jobs_completed_at",
                    "UPDATE analysis_jobs SET completed_at = {now} WHERE status = 'pending'"),
            List.of(
                    "ck_analysis_jobs_completed_at",
                    "UPDATE analysis_jobs SET completed_at = NULL WHERE status = 'completed'"),
            List.of(
                    "ck_analysis_jobs_completed_at",
                    "UPDATE analysis_jobs SET completed_at = NULL WHERE status = 'failed'"),
            List.of(
                    "ck_analysis_jobs_completed_at",
                    "UPDATE analysis_jobs SET completed_at = NULL WHERE status = 'cancelled'"),
            List.of("ck_analysis_jobs_result", "UPDATE analysis_jobs SET result_id = NULL WHERE status = 'completed'"),
            List.of(
                    "ck_analysis_jobs_result",
                    "UPDATE analysis_jobs SET status = 'completed', completed_at = {now},"
                            + " lease_owner = NULL, lease_until = NULL WHERE status = 'processing'"),
            List.of(
                    "ck_analysis_jobs_result",
                    "UPDATE analysis_jobs SET result_id = (SELECT result_id FROM analysis_results)"
                            + " WHERE status = 'failed'"),
            List.of(
                    "fk_analysis_jobs_result",
                    "UPDATE analysis_jobs SET result_id = job_id WHERE status = 'completed'"),
            List.of(
                    "fk_analysis_jobs_result",
                    "UPDATE analysis_jobs SET status = 'completed', completed_at = {now},"
                            + " lease_owner = NULL, lease_until = NULL, result_id = (SELECT result_id FROM analysis_results)"
                            + " WHERE status = 'processing'"),
            List.of("fk_analysis_jobs_result", "DELETE FROM analysis_results"),
            List.of("ck_analysis_results_output", "UPDATE analysis_results SET output = ''"),
            List.of("ck_analysis_results_output", "UPDATE analysis_results SET output = ' \t\r\n '"),
            List.of("ck_analysis_results_output", "UPDATE analysis_results SET output = 'null'"),
            List.of("ck_analysis_results_output", "UPDATE analysis_results SET output = ' \n null\t'"),
            List.of("output", "UPDATE analysis_results SET output = NULL"),
            List.of(
                    "ck_analysis_results_output",
                    "INSERT INTO analysis_results (result_id, job_id, output, created_at,"
                            + " attempt, lease_token, started_at, calls) SELECT job_id, job_id, '', {now}, 1, 1, {now}, 0"
                            + " FROM analysis_jobs WHERE status = 'processing'"),
            List.of(
                    "uq_analysis_results_job",
                    "INSERT INTO analysis_results (result_id, job_id, output, created_at,"
                            + " attempt, lease_token, started_at, calls) SELECT job_id, job_id, '{}', {now}, 1, 1, {now}, 0"
                            + " FROM analysis_jobs WHERE status = 'completed'"),
            List.of(
                    "fk_analysis_results_job",
                    "INSERT INTO analysis_results (result_id, job_id, output, created_at,"
                            + " attempt, lease_token, started_at, calls) VALUES ('00000000-0000-7000-8000-000000000001',"
                            + " '00000000-0000-7000-8000-000000000002', '{}', {now}, 1, 1, {now}, 0)"),
            List.of(
                    "ck_analysis_jobs_lease",
                    "UPDATE analysis_jobs SET lease_owner = NULL WHERE status = 'processing'"),
            List.of(
                    "ck_analysis_jobs_lease",
                    "UPDATE analysis_jobs SET lease_until = NULL WHERE status = 'processing'"),
            List.of("ck_analysis_jobs_lease", "UPDATE analysis_jobs SET lease_owner = 'n' WHERE status = 'pending'"),
            List.of(
                    "ck_analysis_jobs_lease",
                    "UPDATE analysis_jobs SET lease_until = {now} WHERE status = 'completed'"),
            List.of(
                    "ck_analysis_jobs_claimed",
                    "UPDATE analysis_jobs SET started_at = NULL WHERE status = 'processing'"),
            List.of("ck_analysis_jobs_claimed", "UPDATE analysis_jobs SET attempts = 0 WHERE status = 'processing'"),
            List.of("ck_analysis_jobs_claimed", "UPDATE analysis_jobs SET lease_token = 0 WHERE status = 'processing'"),
            List.of("ck_analysis_jobs_failure", "UPDATE analysis_jobs SET failure_code = NULL WHERE status = 'failed'"),
            List.of(
                    "ck_analysis_jobs_failure",
                    "UPDATE analysis_jobs SET error_message = NULL WHERE status = 'failed'"),
            List.of(
                    "ck_analysis_jobs_failure",
                    "UPDATE analysis_jobs SET error_message = 'why' WHERE status = 'pending'"),
            List.of(
                    "ck_analysis_jobs_failure",
                    "UPDATE analysis_jobs SET failure_code = 'EMPTY' WHERE status = 'completed'"),
            List.of(
                    "ck_analysis_jobs_failure",
                    "UPDATE analysis_jobs SET status = 'failed', completed_at = {now},"
                            + " active_key = NULL WHERE status = 'pending'"),
            List.of(
                    "ck_analysis_jobs_failure_code",
                    "UPDATE analysis_jobs SET failure_code = 'not a code' WHERE status = 'failed'"),
            List.of(
                    "ck_analysis_jobs_error_message",
                    "UPDATE analysis_jobs SET error_message = ' ' WHERE status = 'failed'"),
            List.of(
                    "ck_analysis_jobs_status",
                    "UPDATE analysis_jobs SET status = 'PENDING', active_key = NULL WHERE status = 'pending'"),
            List.of(
                    "ck_analysis_jobs_status",
                    "UPDATE analysis_jobs SET status = '', active_key = NULL WHERE status = 'pending'"),
            List.of("status", "UPDATE analysis_jobs SET status = NULL WHERE status = 'pending'"),
            List.of(
                    "ck_analysis_jobs_attempts",
                    "UPDATE analysis_jobs SET attempts = max_attempts + 1 WHERE status = 'processing'"),
            List.of("ck_analysis_jobs_attempts", "UPDATE analysis_jobs SET attempts = -1 WHERE status = 'pending'"),
            List.of("ck_analysis_jobs_priority", "UPDATE analysis_jobs SET priority = 1001 WHERE status = 'pending'"),
            List.of("ck_analysis_jobs_priority", "UPDATE analysis_jobs SET priority = -1001 WHERE status = 'pending'"),
            List.of("ck_analysis_jobs_counters", "UPDATE analysis_jobs SET lease_token = -1 WHERE status = 'pending'"),
            List.of(
                    "ck_analysis_jobs_active_key",
                    "UPDATE analysis_jobs SET active_key = input_hash WHERE status = 'failed'"),
            List.of(
                    "ck_analysis_jobs_active_key",
                    "UPDATE analysis_jobs SET active_key = input_hash WHERE status = 'cancelled'"),
            List.of(
                    "uq_analysis_jobs_active_key",
                    "UPDATE analysis_jobs SET active_key = input_hash" + " WHERE status IN ('pending', 'processing')"),
            List.of(
                    "ck_analysis_jobs_hashes",
                    "UPDATE analysis_jobs SET active_key = 'short' WHERE status = 'pending'"),
            List.of("ck_analysis_jobs_hashes", "UPDATE analysis_jobs SET fingerprint = '' WHERE status = 'pending'"),
            List.of("ck_analysis_attempts_outcome", "UPDATE analysis_attempts SET outcome = 'completed'"),
            List.of("ck_analysis_attempts_failure_code", "UPDATE analysis_attempts SET failure_code = ''"),
            List.of("message", "UPDATE analysis_attempts SET message = NULL"),
            List.of(
                    "ck_analysis_notices_failure",
                    "UPDATE analysis_notices SET message = NULL WHERE kind = 'JOB_FAILED'"),
            List.of("ck_analysis_notices_failure", "UPDATE analysis_notices SET kind = 'JOB_COMPLETED'"),
            List.of("ck_analysis_notices_state", "UPDATE analysis_notices SET state = 'lost'"),
            List.of("ck_analysis_notices_settled_at", "UPDATE analysis_notices SET state = 'delivered'"),
            List.of(
                    "uq_analysis_notices_end",
                    "INSERT INTO analysis_notices (notice_id, kind, job_id, operator_retries,"
                            + " analysis_type, failure_code, message, state, deliveries, delivered_to, due_at, created_at)"
                            + " SELECT job_id, kind, job_id, operator_retries, analysis_type, failure_code, message, state, 0, '',"
                            + " due_at, created_at FROM analysis_notices"));

    private final Map<TestDatabase, Space> spaces =
            TestDatabase.running().collect(Collectors.toMap(database -> database, TestDatabase::open));

    @BeforeAll
    void oneJobInEachStatus() {
        for (Space space : spaces.values()) {
            JobStore store = space.store();
            ClaimedJob completed = Jobs.claimed(store);
            ClaimedJob failed = Jobs.claimed(store);
            ClaimedJob cancelled = Jobs.claimed(store);
            Jobs.claimed(store);
            Jobs.submit(store, Sample.job());
            store.apply(List.<Change>of(
                    Moves.complete(completed),
                    Moves.giveUp(failed),
                    Moves.cancel(cancelled.job().id())));
            assertThat(space.query("SELECT DISTINCT status FROM analysis_jobs", row -> row.getString(1)))
                    .hasSize(5);
        }
    }

    @AfterAll
    void close() {
        spaces.values().forEach(Space::close);
    }

    static Stream<Arguments> attempts() {
        return ATTEMPTS.stream()
                .flatMap(attempt ->
                        TestDatabase.running().map(database -> Arguments.of(database, attempt.get(0), attempt.get(1))));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("attempts")
    void anImpossibleRowIsRefusedByItsConstraint(TestDatabase database, String constraint, String sql)
            throws SQLException {
        Space space = spaces.get(database);
        try (Connection connection = space.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);

            SQLException refused = catchThrowableOfType(
                    SQLException.class, () -> statement.executeUpdate(sql.replace("{now}", "CURRENT_TIMESTAMP")));

            connection.rollback();
            assertThat(String.valueOf(refused)).as("refusal").containsIgnoringCase(constraint);
            assertThat(Dialects.of(connection).classify(refused)).isIn(Fault.REFUSED, Fault.DUPLICATE);
        }
    }
}
