package dev.analysisjobs.jdbc;

/** One row per execution, for every database. */
final class StandardChangeTexts {
    static final String INSERT_RESULT = """
            INSERT INTO {results} (result_id, job_id, output, created_at, attempt, lease_token, started_at,
                request_id, http_status, finish_reason, tokens_in, tokens_out, calls)
            VALUES (:result_id, :job_id, :output, {now}, :attempt, :token, :started_at,
                :request_id, :http_status, :finish_reason, :tokens_in, :tokens_out, :calls)
            """;

    static final String INSERT_ATTEMPT = """
            INSERT INTO {attempts} (job_id, attempt, lease_token, node, started_at, ended_at, outcome, failure_code,
                message, violations, rejected_output,
                request_id, http_status, finish_reason, tokens_in, tokens_out, calls)
            VALUES (:job_id, :attempt, :token, :node, :started_at, {now}, :outcome, :failure_code,
                :message, :violations, :rejected_output,
                :request_id, :http_status, :finish_reason, :tokens_in, :tokens_out, :calls)
            """;

    static final String INSERT_NOTICE = """
            INSERT INTO {notices} (notice_id, kind, job_id, operator_retries, analysis_type, subject_id, failure_code,
                message, state, deliveries, delivered_to, due_at, created_at)
            VALUES (:notice_id, :kind, :job_id, :operator_retries, :type, :subject, :failure_code,
                :message, 'pending', 0, '', {now}, {now})
            """;

    static final String COMPLETE = """
            UPDATE {jobs}
            SET status = 'completed', completed_at = {now}, result_id = :result_id,
                active_key = CASE WHEN :keep_key THEN active_key END,
                lease_owner = NULL, lease_until = NULL, checkpoint = NULL
            WHERE job_id = :job_id AND status = 'processing' AND lease_token = :token
            """;

    static final String RETRY = """
            UPDATE {jobs}
            SET status = 'pending', run_at = {after:delay}, attempts = attempts - :uncharged,
                checkpoint = COALESCE(:checkpoint, checkpoint), lease_owner = NULL, lease_until = NULL
            WHERE job_id = :job_id AND status = 'processing' AND lease_token = :token
                AND (NOT :only_expired OR lease_until < {now})
            """;

    static final String FAIL = """
            UPDATE {jobs}
            SET status = 'failed', completed_at = {now}, failure_code = :failure_code, error_message = :message,
                active_key = NULL, lease_owner = NULL, lease_until = NULL
            WHERE job_id = :job_id AND status = 'processing' AND lease_token = :token
                AND (NOT :only_expired OR lease_until < {now})
            """;

    static final ChangeTexts TEXTS =
            new ChangeTexts(INSERT_RESULT, INSERT_ATTEMPT, INSERT_NOTICE, COMPLETE, RETRY, FAIL);

    private StandardChangeTexts() {}
}
