package dev.analysisjobs.jdbc;

/** All rows in one execution, as arrays. */
final class PostgresChangeTexts {
    private static final String INSERT_RESULT = """
            INSERT INTO {results} (result_id, job_id, output, created_at, attempt, lease_token, started_at,
                request_id, http_status, finish_reason, tokens_in, tokens_out, calls)
            SELECT r.result_id, r.job_id, r.output, {now}, r.attempt, r.token, r.started_at,
                r.request_id, r.http_status, r.finish_reason, r.tokens_in, r.tokens_out, r.calls
            FROM unnest(:result_id::uuid[], :job_id::uuid[], :output::text[], :attempt::int[], :token::bigint[],
                :started_at::timestamptz[], :request_id::text[], :http_status::int[], :finish_reason::text[],
                :tokens_in::bigint[], :tokens_out::bigint[], :calls::int[])
                AS r (result_id, job_id, output, attempt, token, started_at, request_id, http_status, finish_reason,
                    tokens_in, tokens_out, calls)
            """;

    private static final String INSERT_ATTEMPT = """
            INSERT INTO {attempts} (job_id, attempt, lease_token, node, started_at, ended_at, outcome, failure_code,
                message, violations, rejected_output,
                request_id, http_status, finish_reason, tokens_in, tokens_out, calls)
            SELECT a.job_id, a.attempt, a.token, a.node, a.started_at, {now}, a.outcome, a.failure_code,
                a.message, a.violations, a.rejected_output,
                a.request_id, a.http_status, a.finish_reason, a.tokens_in, a.tokens_out, a.calls
            FROM unnest(:job_id::uuid[], :attempt::int[], :token::bigint[], :node::text[], :started_at::timestamptz[],
                :outcome::text[], :failure_code::text[], :message::text[], :violations::text[],
                :rejected_output::text[], :request_id::text[], :http_status::int[], :finish_reason::text[],
                :tokens_in::bigint[], :tokens_out::bigint[], :calls::int[])
                AS a (job_id, attempt, token, node, started_at, outcome, failure_code, message, violations,
                    rejected_output, request_id, http_status, finish_reason, tokens_in, tokens_out, calls)
            """;

    private static final String INSERT_NOTICE = """
            INSERT INTO {notices} (notice_id, kind, job_id, operator_retries, analysis_type, subject_id, failure_code,
                message, state, deliveries, delivered_to, due_at, created_at)
            SELECT n.notice_id, n.kind, n.job_id, n.operator_retries, n.type, n.subject, n.failure_code,
                n.message, 'pending', 0, '', {now}, {now}
            FROM unnest(:notice_id::uuid[], :kind::text[], :job_id::uuid[], :operator_retries::int[], :type::text[],
                :subject::text[], :failure_code::text[], :message::text[])
                AS n (notice_id, kind, job_id, operator_retries, type, subject, failure_code, message)
            """;

    private static final String COMPLETE = """
            UPDATE {jobs} j
            SET status = 'completed', completed_at = {now}, result_id = c.result_id,
                active_key = CASE WHEN c.keep_key THEN j.active_key END,
                lease_owner = NULL, lease_until = NULL, checkpoint = NULL
            FROM unnest(:job_id::uuid[], :token::bigint[], :result_id::uuid[], :keep_key::boolean[])
                AS c (job_id, token, result_id, keep_key)
            WHERE j.job_id = c.job_id AND j.status = 'processing' AND j.lease_token = c.token
            """;

    private static final String RETRY = """
            UPDATE {jobs} j
            SET status = 'pending', run_at = {now} + c.delay * INTERVAL '1 microsecond',
                attempts = j.attempts - c.uncharged, checkpoint = COALESCE(c.checkpoint, j.checkpoint),
                lease_owner = NULL, lease_until = NULL
            FROM unnest(:job_id::uuid[], :token::bigint[], :delay::bigint[], :uncharged::int[], :checkpoint::text[],
                :only_expired::boolean[])
                AS c (job_id, token, delay, uncharged, checkpoint, only_expired)
            WHERE j.job_id = c.job_id AND j.status = 'processing' AND j.lease_token = c.token
                AND (NOT c.only_expired OR j.lease_until < {now})
            """;

    private static final String FAIL = """
            UPDATE {jobs} j
            SET status = 'failed', completed_at = {now}, failure_code = c.failure_code, error_message = c.message,
                active_key = NULL, lease_owner = NULL, lease_until = NULL
            FROM unnest(:job_id::uuid[], :token::bigint[], :failure_code::text[], :message::text[],
                :only_expired::boolean[])
                AS c (job_id, token, failure_code, message, only_expired)
            WHERE j.job_id = c.job_id AND j.status = 'processing' AND j.lease_token = c.token
                AND (NOT c.only_expired OR j.lease_until < {now})
            """;

    static final ChangeTexts TEXTS =
            new ChangeTexts(INSERT_RESULT, INSERT_ATTEMPT, INSERT_NOTICE, COMPLETE, RETRY, FAIL);

    private PostgresChangeTexts() {}
}
