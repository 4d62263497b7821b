package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.port.NewJob;
import java.sql.SQLException;
import java.util.List;

/**
 * Stores many jobs in one statement. A job that meets a constraint is left out by ON CONFLICT, after waiting for the end of
 * the transaction that it meets: an error would end the caller's transaction (25P02 from then on).
 */
final class PostgresInserter implements JobInserter {
    private static final String INSERT = """
            INSERT INTO {jobs} (job_id, analysis_type, type_version, subject_id, status, priority, input,
                fingerprint, input_hash, active_key, attempts, max_attempts, operator_retries, run_at, deadline_at,
                lease_token, created_at, context)
            SELECT n.job_id, n.type, n.version, n.subject, 'pending', n.priority, n.input,
                n.fingerprint, n.input_hash, n.active_key, 0, n.max_attempts, 0,
                GREATEST(n.not_before, {now}),
                GREATEST(n.not_before_deadline, {now} + n.max_age * INTERVAL '1 microsecond'),
                0, {now}, n.context
            FROM unnest(:job_id::uuid[], :type::text[], :version::text[], :subject::text[], :priority::int[],
                :input::text[], :fingerprint::text[], :input_hash::text[], :active_key::text[], :max_attempts::int[],
                :not_before::timestamptz[], :not_before_deadline::timestamptz[], :max_age::bigint[], :context::text[])
                WITH ORDINALITY AS n (job_id, type, version, subject, priority, input, fingerprint, input_hash,
                    active_key, max_attempts, not_before, not_before_deadline, max_age, context, place)
            ORDER BY n.place
            ON CONFLICT DO NOTHING
            RETURNING {job_columns}
            """;

    private final NamedSql insert;

    PostgresInserter(SqlTexts texts) {
        insert = texts.sql(INSERT);
    }

    @Override
    public List<AnalysisJob> insert(Tx tx, List<NewJob> jobs) throws SQLException {
        return tx.queryEach(insert, jobs.stream().map(JobInserter::params).toList(), JobRows::job);
    }
}
