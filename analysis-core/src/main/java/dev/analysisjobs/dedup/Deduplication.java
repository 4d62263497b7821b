package dev.analysisjobs.dedup;

import dev.analysisjobs.dedup.Decision.Reason;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.AnalysisResult;
import dev.analysisjobs.model.DedupKey;
import dev.analysisjobs.model.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decide what a submission does whose key another job holds (invariant I6). Pure: the store found the holder by its unique
 * constraint, and the validation step said whether its stored result is complete by today's rules.
 *
 * @since 0.1
 */
public final class Deduplication {
    private Deduplication() {}

    /**
     * Return what a submission does.
     *
     * @param policy the type's policy
     * @param newJobId the id that the submission's job would have
     * @param key the submission's key
     * @param holder the job that holds the key
     * @param result the holder's stored result if it passed today's rules just now; null when it did not, or there is none
     * @param now the store's clock
     * @throws IllegalArgumentException when the holder is the submission's own job, or the arguments do not belong together: a
     *     fault of the caller, never of the data
     */
    public static Decision decide(
            DedupPolicy policy,
            UUID newJobId,
            DedupKey key,
            AnalysisJob holder,
            @Nullable AnalysisResult result,
            Instant now) {
        require(!holder.id().equals(newJobId), holder, "it is never a duplicate of itself");
        require(holder.fingerprint().equals(key.fingerprint()), holder, "its fingerprint is not the submission's");
        require(policy.holdsKey(), holder, "under ALWAYS_NEW a submission takes no key, so nothing can hold it");
        require(
                result == null
                        || (result.jobId().equals(holder.id()) && result.id().equals(holder.resultId())),
                holder,
                "the result handed in is not its own");
        if (holder.status() == JobStatus.FAILED || holder.status() == JobStatus.CANCELLED) {
            return new Decision.Release(holder, Reason.ENDED_WITHOUT_RESULT);
        }
        if (holder.status() == JobStatus.COMPLETED) {
            return decideCompleted(policy, key, holder, result, now);
        }
        return isConflict(key, holder) ? new Decision.Conflict(holder) : new Decision.Join(holder);
    }

    private static Decision decideCompleted(
            DedupPolicy policy, DedupKey key, AnalysisJob holder, @Nullable AnalysisResult result, Instant now) {
        if (!(policy.finished() instanceof Finished.ReuseIfComplete reuse)) {
            return new Decision.Release(holder, Reason.POLICY);
        }
        Instant completedAt = Objects.requireNonNull(holder.completedAt(), "completedAt");
        if (Duration.between(completedAt, now).compareTo(reuse.maxAge()) > 0) {
            return new Decision.Release(holder, Reason.TOO_OLD);
        }
        if (isConflict(key, holder)) {
            return new Decision.Conflict(holder);
        }
        return result == null
                ? new Decision.Release(holder, Reason.NO_LONGER_VALID)
                : new Decision.Reuse(holder, result);
    }

    /** A fingerprint of the input itself fixes the input, so only a key that a caller gave can come with another one. */
    private static boolean isConflict(DedupKey key, AnalysisJob holder) {
        return !holder.inputHash().equals(key.inputHash());
    }

    private static void require(boolean holds, AnalysisJob holder, String fault) {
        if (!holds) {
            throw new IllegalArgumentException("Job " + holder.id() + " holds the key: " + fault);
        }
    }
}
