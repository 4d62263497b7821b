package dev.analysisjobs.model;

import java.time.Instant;
import java.util.Objects;

/**
 * Hold a worker's time-limited right to write a job.
 *
 * @param owner the id of the node, random per start
 * @param token the fencing token: +1 at each claim of the job, never lowered or reused
 * @param until when it ends unless renewed, on the store's clock
 * @since 0.1
 */
public record Lease(String owner, long token, Instant until) {
    public Lease {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(until, "until");
    }
}
