package dev.analysisjobs.jdbc;

import dev.analysisjobs.port.Change;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Finishes attempts by one statement. It first locks the jobs that meet the fence, in the order of their ids; a row that
 * somebody changed while it waited is looked at again as it is then, and left out when it was lost. Only what the update
 * returns gets a result, an attempt or a notice.
 *
 * <p>The planner does not know how many elements the arrays have, and guesses few. So nothing is joined but jobs by their
 * primary key; and outputs, which may be large, are read once from their array, past the sort and the lock.
 */
final class PostgresFinisher implements JobFinisher {
    static final String FINISH = """
            WITH locked AS (
                SELECT c.*
                FROM unnest(:job_id::uuid[], :token::bigint[], :status::text[], :delay::bigint[], :uncharged::int[],
                    :checkpoint::text[], :result_id::uuid[], :keep_key::boolean[], :failure_code::text[],
                    :message::text[], :n_notice_id::uuid[], :n_kind::text[], :n_type::text[], :n_subject::text[],
                    :n_failure_code::text[], :n_message::text[])
                    AS c (job_id, token, status, delay, uncharged, checkpoint, result_id, keep_key, failure_code,
                        message, n_notice_id, n_kind, n_type, n_subject, n_failure_code, n_message)
                JOIN {jobs} j ON j.job_id = c.job_id
                WHERE j.status = 'processing' AND j.lease_token = c.token
                ORDER BY j.job_id
                FOR UPDATE OF j
            ), ended AS (
                UPDATE {jobs} j
                SET status = c.status,
                    completed_at = CASE WHEN c.status IN ('completed', 'failed') THEN {now} END,
                    run_at = COALESCE({now} + c.delay * INTERVAL '1 microsecond', j.run_at),
                    attempts = j.attempts - c.uncharged,
                    checkpoint = CASE WHEN c.status <> 'completed' THEN COALESCE(c.checkpoint, j.checkpoint) END,
                    result_id = c.result_id,
                    active_key = CASE WHEN c.keep_key THEN j.active_key END,
                    failure_code = CASE WHEN c.status = 'failed' THEN c.failure_code END,
                    error_message = CASE WHEN c.status = 'failed' THEN c.message END,
                    lease_owner = CASE WHEN c.status = 'processing' THEN j.lease_owner END,
                    lease_until = CASE WHEN c.status = 'processing' THEN j.lease_until END
                FROM locked c
                WHERE j.job_id = c.job_id AND j.status = 'processing' AND j.lease_token = c.token
                RETURNING j.job_id, j.operator_retries, c.n_notice_id, c.n_kind, c.n_type, c.n_subject,
                    c.n_failure_code, c.n_message
            ), with_results AS (
                INSERT INTO {results} (result_id, job_id, output, created_at, attempt, lease_token, started_at,
                    request_id, http_status, finish_reason, tokens_in, tokens_out, calls)
                SELECT r.result_id, r.job_id, r.output, {now}, r.attempt, r.token, r.started_at,
                    r.request_id, r.http_status, r.finish_reason, r.tokens_in, r.tokens_out, r.calls
                FROM unnest(:result_id::uuid[], :job_id::uuid[], :output::text[], :attempt::int[], :token::bigint[],
                    :started_at::timestamptz[], :request_id::text[], :http_status::int[], :finish_reason::text[],
                    :tokens_in::bigint[], :tokens_out::bigint[], :calls::int[])
                    AS r (result_id, job_id, output, attempt, token, started_at, request_id, http_status,
                        finish_reason, tokens_in, tokens_out, calls)
                WHERE r.result_id IS NOT NULL AND r.job_id = ANY (ARRAY(SELECT job_id FROM ended))
            ), with_attempts AS (
                INSERT INTO {attempts} (job_id, attempt, lease_token, node, started_at, ended_at, outcome,
                    failure_code, message, violations, rejected_output,
                    request_id, http_status, finish_reason, tokens_in, tokens_out, calls)
                SELECT a.job_id, a.attempt, a.token, a.node, a.started_at, {now}, a.outcome,
                    a.failure_code, a.message, a.violations, a.rejected_output,
                    a.request_id, a.http_status, a.finish_reason, a.tokens_in, a.tokens_out, a.calls
                FROM unnest(:job_id::uuid[], :attempt::int[], :token::bigint[], :node::text[],
                    :started_at::timestamptz[], :outcome::text[], :failure_code::text[], :message::text[],
                    :violations::text[], :rejected_output::text[], :request_id::text[], :http_status::int[],
                    :finish_reason::text[], :tokens_in::bigint[], :tokens_out::bigint[], :calls::int[])
                    AS a (job_id, attempt, token, node, started_at, outcome, failure_code, message, violations,
                        rejected_output, request_id, http_status, finish_reason, tokens_in, tokens_out, calls)
                WHERE a.outcome IS NOT NULL AND a.job_id = ANY (ARRAY(SELECT job_id FROM ended))
            ), with_notices AS (
                INSERT INTO {notices} (notice_id, kind, job_id, operator_retries, analysis_type, subject_id,
                    failure_code, message, state, deliveries, delivered_to, due_at, created_at)
                SELECT e.n_notice_id, e.n_kind, e.job_id, e.operator_retries, e.n_type, e.n_subject,
                    e.n_failure_code, e.n_message, 'pending', 0, '', {now}, {now}
                FROM ended e
                WHERE e.n_notice_id IS NOT NULL
            )
            SELECT job_id FROM ended
            """;

    private final NamedSql finish;

    PostgresFinisher(SqlTexts texts) {
        finish = texts.sql(FINISH);
    }

    @Override
    public boolean takes(List<? extends Change> changes) {
        return changes.stream()
                .allMatch(change -> change instanceof Change.Fenced && !(change instanceof Change.ExpireLease));
    }

    @Override
    public Set<UUID> finish(Tx tx, List<? extends Change> changes, Map<UUID, String> payloads, Payloads messages)
            throws SQLException {
        List<Params> rows = changes.stream()
                .map(change -> FinishRows.row(finish, (Change.Fenced) change, payloads.get(change.jobId()), messages))
                .toList();
        return new HashSet<>(tx.queryEach(finish, rows, row -> row.uuid("job_id")));
    }
}
