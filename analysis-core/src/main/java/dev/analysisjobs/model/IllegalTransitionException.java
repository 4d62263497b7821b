package dev.analysisjobs.model;

import java.util.UUID;

/**
 * Report an event that is not legal in a job's status.
 *
 * @since 0.1
 */
public final class IllegalTransitionException extends RuntimeException {
    private final UUID jobId;
    private final JobStatus status;
    private final JobEvent event;

    public IllegalTransitionException(UUID jobId, JobStatus status, JobEvent event) {
        super("Job " + jobId + " is " + status.word() + ": " + event + " is not legal there");
        this.jobId = jobId;
        this.status = status;
        this.event = event;
    }

    public UUID jobId() {
        return jobId;
    }

    public JobStatus status() {
        return status;
    }

    public JobEvent event() {
        return event;
    }
}
