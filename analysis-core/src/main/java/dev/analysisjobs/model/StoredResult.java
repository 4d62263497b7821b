package dev.analysisjobs.model;

import java.time.Instant;
import java.util.UUID;

/**
 * Show a result row as it was read. Not an {@link AnalysisResult}: it becomes one only by passing today's validation.
 *
 * @param id the result's id
 * @param jobId the job it answers
 * @param leaseToken the fencing token of the attempt that made it
 * @param attempt that attempt's number
 * @param output the stored output
 * @param createdAt when it was stored, on the store's clock
 * @param startedAt when its attempt was claimed, on the store's clock
 * @param facts what the provider told
 * @since 0.1
 */
public record StoredResult(
        UUID id,
        UUID jobId,
        long leaseToken,
        int attempt,
        String output,
        Instant createdAt,
        Instant startedAt,
        ProviderFacts facts) {

    /** Return the result's names without its output, so that it can be logged. */
    @Override
    public String toString() {
        return "StoredResult[id=" + id + ", jobId=" + jobId + ", attempt=" + attempt + ", createdAt=" + createdAt + "]";
    }
}
