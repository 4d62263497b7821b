package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.port.NewJob;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Stores new jobs in the way of one database. */
interface JobInserter {

    /**
     * Stores each job that no unique constraint stops, in order, and returns those as they are stored now. The transaction
     * stays usable whatever the constraints say.
     *
     * @param jobs with different ids
     */
    List<AnalysisJob> insert(Tx tx, List<NewJob> jobs) throws SQLException;

    /** Returns the values of a new job's columns. */
    static Params params(NewJob job) {
        Instant notBefore = job.notBefore();
        return Params.of("job_id", job.id())
                .with("type", job.type())
                .with("version", job.typeVersion())
                .with("subject", job.subject())
                .with("priority", job.priority())
                .with("input", job.input())
                .with("fingerprint", job.key().fingerprint())
                .with("input_hash", job.key().inputHash())
                .with("active_key", job.holdsKey() ? job.key().activeKey() : null)
                .with("max_attempts", job.maxAttempts())
                .with("not_before", notBefore)
                .with("not_before_deadline", notBefore == null ? null : notBefore.plus(job.maxAge()))
                .with("context", job.context())
                .with("max_age", Micros.of("maxAge", job.maxAge()));
    }
}
