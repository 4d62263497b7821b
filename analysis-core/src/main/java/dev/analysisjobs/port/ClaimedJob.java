package dev.analysisjobs.port;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.Lease;
import dev.analysisjobs.model.LeaseRef;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hand a job to the node that claimed it.
 *
 * @param job the job as it stands after the claim: processing, with this node's lease; its attempt is already counted
 * @param input the stored input
 * @param checkpoint what an earlier attempt left, if any
 * @param previous the last recorded attempt before this one, if any; what of it cannot be decoded is left out
 * @param context what a {@link ContextCarrier} captured when the job was submitted, if anything
 * @param unreadable why the input or the checkpoint cannot be decoded, in which case both are empty and the attempt has to
 *     fail; null when they are readable
 * @since 0.1
 */
public record ClaimedJob(
        AnalysisJob job,
        String input,
        @Nullable String checkpoint,
        @Nullable Attempt previous,
        @Nullable String context,
        @Nullable String unreadable) {

    /** Make a claimed job whose payloads are readable, without a carried context. */
    public ClaimedJob(AnalysisJob job, String input, @Nullable String checkpoint, @Nullable Attempt previous) {
        this(job, input, checkpoint, previous, null, null);
    }

    /** Return the name of this attempt, for fenced writes. */
    public LeaseRef ref() {
        return new LeaseRef(job.id(), lease().token());
    }

    /** Return the lease. */
    public Lease lease() {
        return Objects.requireNonNull(job.lease(), "a claimed job has a lease");
    }

    /** Return when the attempt began, on the store's clock. */
    public Instant startedAt() {
        return Objects.requireNonNull(job.startedAt(), "a claimed job has started");
    }
}
