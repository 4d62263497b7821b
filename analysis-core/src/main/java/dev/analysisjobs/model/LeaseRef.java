package dev.analysisjobs.model;

import java.util.Objects;
import java.util.UUID;

/**
 * Name one attempt: a job and the fencing token of its claim. Every write of an attempt carries it.
 *
 * @since 0.1
 */
public record LeaseRef(UUID jobId, long token) {
    public LeaseRef {
        Objects.requireNonNull(jobId, "jobId");
    }
}
