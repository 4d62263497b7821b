package dev.analysisjobs.port;

import dev.analysisjobs.model.AnalysisResult;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.JobEvent;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ask a store to change one job. Each kind carries the guard under which it may be written; a store repeats the guard in the
 * statement that writes and never decides on an earlier read (invariants I4, I5).
 *
 * @since 0.1
 */
public sealed interface Change {
    /** Return the job. */
    UUID jobId();

    /** Return the event that this change is. */
    JobEvent event();

    /** Return the notice that is kept in the same commit, if any. */
    default @Nullable NewNotice notice() {
        return null;
    }

    /** A change by the attempt that holds the lease. Guard: processing with this lease token. */
    sealed interface Fenced extends Change {
        /** Return the attempt. */
        LeaseRef lease();

        /** Return the record of the attempt's end that is written with it, if it ends the attempt without a result. */
        default @Nullable EndedAttempt attempt() {
            return null;
        }

        @Override
        default UUID jobId() {
            return lease().jobId();
        }
    }

    /**
     * Complete the job: the result row, status, result id, completion time and notice in one commit; lease and checkpoint are
     * cleared.
     *
     * @param keepKey whether the completed job keeps the active key, for reuse of its result
     * @param startedAt when the attempt was claimed, kept with the result
     */
    record Complete(
            LeaseRef lease,
            AnalysisResult result,
            Instant startedAt,
            ProviderFacts facts,
            boolean keepKey,
            @Nullable NewNotice notice)
            implements Fenced {
        public Complete {
            Objects.requireNonNull(result, "result");
            if (!result.jobId().equals(lease.jobId()) || result.leaseToken() != lease.token()) {
                throw new IllegalArgumentException("The result answers job " + result.jobId() + " attempt token "
                        + result.leaseToken() + ", the lease is of job " + lease.jobId() + " token " + lease.token());
            }
        }

        @Override
        public JobEvent event() {
            return JobEvent.COMPLETE;
        }
    }

    /**
     * Let the job wait for another attempt, due after {@code delay}; this one stays charged.
     *
     * @param checkpoint what the next attempt gets; null keeps what is stored
     */
    record RetryLater(
            LeaseRef lease,
            EndedAttempt attempt,
            Duration delay,
            @Nullable String checkpoint) implements Fenced {
        @Override
        public JobEvent event() {
            return JobEvent.ATTEMPT_FAILED;
        }
    }

    /** Let the job wait, due after {@code delay}, with this attempt uncharged: the attempt counter goes down by one. */
    record PutBack(
            LeaseRef lease,
            EndedAttempt attempt,
            Duration delay,
            @Nullable String checkpoint) implements Fenced {
        @Override
        public JobEvent event() {
            return JobEvent.PUT_BACK;
        }
    }

    /** Fail the job with the attempt's failure; the active key is cleared. */
    record GiveUp(LeaseRef lease, EndedAttempt attempt, NewNotice notice) implements Fenced {
        @Override
        public JobEvent event() {
            return JobEvent.GIVE_UP;
        }
    }

    /** Keep a checkpoint while the attempt goes on; no status changes. */
    record SaveCheckpoint(LeaseRef lease, String checkpoint) implements Fenced {
        @Override
        public JobEvent event() {
            return JobEvent.CLAIM;
        }
    }

    /**
     * Take the job from an attempt whose lease ran out. Guard: processing with this lease token, and the lease's end lies
     * before the store's clock in the same statement. Without {@code notice} the job waits again, due after {@code delay};
     * with it the job fails with the notice's failure. Waits for nobody: while somebody else writes the job it is lost, and comes
     * again with the next sweep.
     */
    record ExpireLease(
            LeaseRef lease,
            EndedAttempt attempt,
            Duration delay,
            @Nullable NewNotice notice) implements Fenced {
        @Override
        public JobEvent event() {
            return JobEvent.LEASE_EXPIRED;
        }
    }

    /**
     * Fail a waiting job whose deadline passed. Guard: pending, deadline before the store's clock. Waits for nobody, as
     * {@link ExpireLease}.
     */
    record PassDeadline(UUID jobId, Failure failure, NewNotice notice) implements Change {
        @Override
        public JobEvent event() {
            return JobEvent.DEADLINE_PASSED;
        }
    }

    /**
     * Cancel the job. Guard: pending or processing. An attempt that runs is recorded with {@code reason}, and its late answer
     * is fenced off.
     */
    record Cancel(UUID jobId, Failure reason) implements Change {
        @Override
        public JobEvent event() {
            return JobEvent.CANCEL;
        }
    }

    /**
     * Start an ended job anew: attempts 0, due now, a new deadline; its history stays. Guard: failed or cancelled, and no
     * other job holds the active key, else {@link ChangeOutcome#KEY_HELD}.
     *
     * @param activeKey the active key to take again; null takes none
     */
    record OperatorRetry(
            UUID jobId,
            int maxAttempts,
            Duration maxAge,
            @Nullable String activeKey) implements Change {
        @Override
        public JobEvent event() {
            return JobEvent.OPERATOR_RETRY;
        }
    }

    /**
     * Fail a completed job whose stored result was proved incomplete. Guard: completed with this result id and this very
     * output. The output moves to an attempt record, the result row is deleted, the active key cleared, a repair entry
     * written.
     */
    record FoundIncomplete(
            UUID jobId,
            UUID resultId,
            String output,
            Failure failure,
            List<Violation> violations,
            String node,
            NewNotice notice)
            implements Change {
        public FoundIncomplete {
            violations = List.copyOf(violations);
        }

        @Override
        public JobEvent event() {
            return JobEvent.FOUND_INCOMPLETE;
        }
    }
}
