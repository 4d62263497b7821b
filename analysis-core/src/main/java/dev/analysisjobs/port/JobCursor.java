package dev.analysisjobs.port;

import dev.analysisjobs.model.AnalysisJob;
import java.time.Instant;
import java.util.UUID;

/**
 * Point at a place in a list of jobs, newest first.
 *
 * @param createdAt the last seen job's creation time
 * @param jobId the last seen job's id, which orders jobs of one instant
 * @since 0.1
 */
public record JobCursor(Instant createdAt, UUID jobId) {

    /** Return the place right after a job. */
    public static JobCursor after(AnalysisJob job) {
        return new JobCursor(job.createdAt(), job.id());
    }
}
