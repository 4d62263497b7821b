package dev.analysisjobs.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Show one attempt that did not complete, with the reason. A rejected output is never a result.
 *
 * @param jobId the job
 * @param attempt the number the attempt had while it ran, from 1; not unique, a put-back number is used again
 * @param leaseToken the fencing token of its claim; unique within the job
 * @param node the id of the node that ran it
 * @param startedAt when it was claimed, on the store's clock
 * @param endedAt when its end was recorded, on the store's clock
 * @param end how it left the job
 * @param failure why
 * @param violations the rules that its output broke
 * @param rejectedOutput what came back and was rejected, size-limited, for diagnosis only
 * @param facts what the provider told
 * @since 0.1
 */
public record Attempt(
        UUID jobId,
        int attempt,
        long leaseToken,
        String node,
        Instant startedAt,
        Instant endedAt,
        AttemptEnd end,
        Failure failure,
        List<Violation> violations,
        @Nullable String rejectedOutput,
        ProviderFacts facts) {
    public Attempt {
        violations = List.copyOf(violations);
    }

    /** Return the attempt without the output that was rejected, so that it can be logged. */
    @Override
    public String toString() {
        return "Attempt[jobId=" + jobId + ", attempt=" + attempt + ", leaseToken=" + leaseToken + ", node=" + node
                + ", end=" + end + ", failure=" + failure + "]";
    }
}
