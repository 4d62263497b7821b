package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.port.NewJob;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Stores each job by its own statement, for databases where a violated constraint undoes that statement alone. */
final class OneByOneInserter implements JobInserter {
    private static final String INSERT = """
            INSERT INTO {jobs} (job_id, analysis_type, type_version, subject_id, status, priority, input,
                fingerprint, input_hash, active_key, attempts, max_attempts, operator_retries, run_at, deadline_at,
                lease_token, created_at, context)
            VALUES (:job_id, :type, :version, :subject, 'pending', :priority, :input,
                :fingerprint, :input_hash, :active_key, 0, :max_attempts, 0,
                GREATEST({now}, COALESCE(:not_before, {now})),
                GREATEST({after:max_age}, COALESCE(:not_before_deadline, {after:max_age})),
                0, {now}, :context)
            """;

    private static final String FIND = """
            SELECT {job_columns} FROM {jobs} WHERE job_id = :job_id
            """;

    private final NamedSql insert;
    private final NamedSql find;

    OneByOneInserter(SqlTexts texts) {
        insert = texts.sql(INSERT);
        find = texts.sql(FIND);
    }

    @Override
    public List<AnalysisJob> insert(Tx tx, List<NewJob> jobs) throws SQLException {
        List<AnalysisJob> stored = new ArrayList<>(jobs.size());
        for (NewJob job : jobs) {
            if (isStored(tx, job)) {
                stored.addAll(tx.query(find, Params.of("job_id", job.id()), JobRows::job));
            }
        }
        return stored;
    }

    private boolean isStored(Tx tx, NewJob job) throws SQLException {
        try {
            tx.update(insert, JobInserter.params(job));
            return true;
        } catch (SQLException error) {
            if (tx.dialect().classify(error) == Fault.DUPLICATE) {
                return false;
            }
            throw error;
        }
    }
}
