package dev.analysisjobs.validate;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hold what an attempt got, before anybody knows whether it is complete.
 *
 * @param jobId the job
 * @param leaseToken the fencing token of the attempt
 * @param attempt the charged number of the attempt, from 1
 * @param input the job's encoded input, for rules that compare with it
 * @param output what came; null when nothing came
 * @param finishReason the provider's word for why the output ended; null when there is none
 * @since 0.1
 */
public record Candidate(
        UUID jobId,
        long leaseToken,
        int attempt,
        String input,
        @Nullable String output,
        @Nullable String finishReason) {
    public Candidate {
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(input, "input");
    }

    /** Return the candidate's names without its payloads. */
    @Override
    public String toString() {
        return "Candidate[jobId=" + jobId + ", leaseToken=" + leaseToken + ", attempt=" + attempt + "]";
    }
}
