package dev.analysisjobs.jdbc;

/**
 * Many rows in one execution, each with question marks of its own. An update reads its derived table first and reaches each job
 * by its id, which is cast to the character set of its column: as wider text it would have the column converted, and its index
 * of no use.
 */
final class MySqlChangeTexts {
    private static final String INSERT_RESULT = """
            INSERT INTO {results} (result_id, job_id, output, created_at, attempt, lease_token, started_at,
                request_id, http_status, finish_reason, tokens_in, tokens_out, calls)
            VALUES [[(:result_id, :job_id, :output, {now}, :attempt, :token, :started_at,
                :request_id, :http_status, :finish_reason, :tokens_in, :tokens_out, :calls)]]
            """;

    private static final String INSERT_ATTEMPT = """
            INSERT INTO {attempts} (job_id, attempt, lease_token, node, started_at, ended_at, outcome, failure_code,
                message, violations, rejected_output,
                request_id, http_status, finish_reason, tokens_in, tokens_out, calls)
            VALUES [[(:job_id, :attempt, :token, :node, :started_at, {now}, :outcome, :failure_code,
                :message, :violations, :rejected_output,
                :request_id, :http_status, :finish_reason, :tokens_in, :tokens_out, :calls)]]
            """;

    private static final String INSERT_NOTICE = """
            INSERT INTO {notices} (notice_id, kind, job_id, operator_retries, analysis_type, subject_id, failure_code,
                message, state, deliveries, delivered_to, due_at, created_at)
            VALUES [[(:notice_id, :kind, :job_id, :operator_retries, :type, :subject, :failure_code,
                :message, 'pending', 0, '', {now}, {now})]]
            """;

    private static final String COMPLETE = """
            UPDATE ([[SELECT CAST(:job_id AS CHAR(36) CHARACTER SET ascii) AS job_id, :token AS token,
                :result_id AS result_id, :keep_key AS keep_key]]) c
            STRAIGHT_JOIN {jobs} j {by_id} ON j.job_id = c.job_id
            SET j.status = 'completed', j.completed_at = {now}, j.result_id = c.result_id,
                j.active_key = CASE WHEN c.keep_key THEN j.active_key END,
                j.lease_owner = NULL, j.lease_until = NULL, j.checkpoint = NULL
            WHERE j.status = 'processing' AND j.lease_token = c.token
            """;

    private static final String RETRY = """
            UPDATE ([[SELECT CAST(:job_id AS CHAR(36) CHARACTER SET ascii) AS job_id, :token AS token,
                :delay AS delay, :uncharged AS uncharged, :checkpoint AS checkpoint,
                :only_expired AS only_expired]]) c
            STRAIGHT_JOIN {jobs} j {by_id} ON j.job_id = c.job_id
            SET j.status = 'pending', j.run_at = TIMESTAMPADD(MICROSECOND, c.delay, {now}),
                j.attempts = j.attempts - c.uncharged, j.checkpoint = COALESCE(c.checkpoint, j.checkpoint),
                j.lease_owner = NULL, j.lease_until = NULL
            WHERE j.status = 'processing' AND j.lease_token = c.token
                AND (NOT c.only_expired OR j.lease_until < {now})
            """;

    private static final String FAIL = """
            UPDATE ([[SELECT CAST(:job_id AS CHAR(36) CHARACTER SET ascii) AS job_id, :token AS token,
                :failure_code AS failure_code, :message AS message, :only_expired AS only_expired]]) c
            STRAIGHT_JOIN {jobs} j {by_id} ON j.job_id = c.job_id
            SET j.status = 'failed', j.completed_at = {now}, j.failure_code = c.failure_code,
                j.error_message = c.message, j.active_key = NULL, j.lease_owner = NULL, j.lease_until = NULL
            WHERE j.status = 'processing' AND j.lease_token = c.token
                AND (NOT c.only_expired OR j.lease_until < {now})
            """;

    static final String RENEW = """
            UPDATE ([[SELECT CAST(:job_id AS CHAR(36) CHARACTER SET ascii) AS job_id, :token AS token,
                CAST(:node AS CHAR(200) CHARACTER SET utf8mb4) AS node, :lease AS lease]]) r
            STRAIGHT_JOIN {jobs} j {by_id} ON j.job_id = r.job_id
            SET j.lease_until = TIMESTAMPADD(MICROSECOND, r.lease, {now})
            WHERE j.status = 'processing' AND j.lease_token = r.token AND j.lease_owner = r.node
            """;

    static final ChangeTexts TEXTS =
            new ChangeTexts(INSERT_RESULT, INSERT_ATTEMPT, INSERT_NOTICE, COMPLETE, RETRY, FAIL);

    private MySqlChangeTexts() {}
}
