package dev.analysisjobs.jdbc;

import dev.analysisjobs.jdbc.LockedJobs.Locked;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import java.sql.SQLException;

/**
 * Starts ended jobs anew. The look for another holder of the key only spares an error; what decides is the unique key, whose
 * violation has the whole unit run again.
 */
final class Reopenings {
    private static final String HOLDER = """
            SELECT job_id FROM {jobs} WHERE active_key = :active_key
            """;

    private static final String REOPEN = """
            UPDATE {jobs}
            SET status = 'pending', attempts = 0, max_attempts = :max_attempts, run_at = {now},
                deadline_at = {after:max_age}, operator_retries = operator_retries + 1, active_key = :active_key,
                failure_code = NULL, error_message = NULL, completed_at = NULL
            WHERE job_id = :job_id AND status IN ('failed', 'cancelled')
            """;

    private final NamedSql holder;
    private final NamedSql reopen;

    Reopenings(SqlTexts texts) {
        holder = texts.sql(HOLDER);
        reopen = texts.sql(REOPEN);
    }

    ChangeOutcome apply(Tx tx, Change.OperatorRetry change, Locked job) throws SQLException {
        if (job.status() != JobStatus.FAILED && job.status() != JobStatus.CANCELLED) {
            return ChangeOutcome.LOST;
        }
        String key = change.activeKey();
        if (key != null
                && tx.queryOne(holder, Params.of("active_key", key), row -> row.uuid("job_id"))
                        .isPresent()) {
            return ChangeOutcome.KEY_HELD;
        }
        int reopened = tx.update(
                reopen,
                Params.of("job_id", change.jobId())
                        .with("max_attempts", change.maxAttempts())
                        .with("max_age", Micros.of("maxAge", change.maxAge()))
                        .with("active_key", key));
        return reopened == 1 ? ChangeOutcome.APPLIED : ChangeOutcome.LOST;
    }
}
