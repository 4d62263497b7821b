package dev.analysisjobs.finish;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.TypePolicy;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.EndedAttempt;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a finished attempt does to its job. Pure but for the ids that it gives out.
 */
public final class Decider {
    private Decider() {}

    /**
     * Return the change that an ended attempt asks for; empty when its answer is to be dropped.
     *
     * @param random a number in [0, 1) that spreads the waits
     */
    public static Optional<Change.Fenced> decide(Ended ended, double random) {
        if (ended.outcome() instanceof Outcome.Complete complete) {
            return Optional.of(complete(ended, complete));
        }
        Outcome.Failed failed = (Outcome.Failed) ended.outcome();
        return switch (failed.action()) {
            case RETRY -> Optional.of(retry(ended, failed, random));
            case GIVE_UP, SAVE_AGAIN -> Optional.of(giveUp(ended, failed, failed.failure()));
            case PUT_BACK, PUT_BACK_AND_PAUSE -> Optional.of(putBack(ended, failed, random));
            case DROP -> Optional.empty();
        };
    }

    /** Return the change for an answer that was good but that the store refuses for good. */
    public static Change.Fenced unstorable(Ended ended, String why) {
        Outcome.Failed failed = new Outcome.StorageError("The answer was good but cannot be stored: " + why);
        return giveUp(ended, failed, failed.failure());
    }

    private static Change.Complete complete(Ended ended, Outcome.Complete complete) {
        AnalysisJob job = ended.claimed().job();
        NewNotice notice = ended.policy().noticeOnSuccess()
                ? new NewNotice(Uuid7.next(), Notice.Kind.JOB_COMPLETED, job.id(), job.type(), job.subject(), null)
                : null;
        return new Change.Complete(
                ended.claimed().ref(),
                complete.result(),
                ended.claimed().startedAt(),
                ended.facts(),
                ended.policy().keepKey(),
                notice);
    }

    private static Change.Fenced retry(Ended ended, Outcome.Failed failed, double random) {
        AnalysisJob job = ended.claimed().job();
        if (!job.hasAttemptsLeft()) {
            return giveUp(
                    ended,
                    failed,
                    new Failure(
                            failed.code(),
                            failed.message() + " (attempt " + job.attempts() + " of " + job.maxAttempts()
                                    + ", no further one)"));
        }
        Duration wait = ended.policy().backoff().after(job.attempts(), random);
        Duration asked = clamp(failed.retryAfter(), ended.policy());
        Duration delay = asked != null && asked.compareTo(wait) > 0 ? asked : wait;
        if (!now(ended).plus(delay).isBefore(job.deadlineAt())) {
            return giveUp(
                    ended,
                    failed,
                    new Failure(failed.code(), failed.message() + " (no time left for another attempt)"));
        }
        return new Change.RetryLater(
                ended.claimed().ref(),
                record(ended, AttemptEnd.RETRIED, failed, failed.failure()),
                delay,
                ended.checkpoint());
    }

    private static Change.PutBack putBack(Ended ended, Outcome.Failed failed, double random) {
        return new Change.PutBack(
                ended.claimed().ref(),
                record(ended, AttemptEnd.PUT_BACK, failed, failed.failure()),
                putBackDelay(ended, failed, random),
                ended.checkpoint());
    }

    /** Return how long a type or job has to wait after a failure that is not charged. */
    static Duration putBackDelay(Ended ended, Outcome.Failed failed, double random) {
        if (failed instanceof Outcome.Shutdown) {
            return Duration.ZERO;
        }
        Duration asked = clamp(failed.retryAfter(), ended.policy());
        if (asked != null) {
            return asked;
        }
        // Without a word from the provider: a growing wait. Each put-back gave a token that no attempt was charged for.
        AnalysisJob job = ended.claimed().job();
        long putBacks = ended.claimed().lease().token() - job.attempts();
        Duration wait = ended.policy().backoff().after((int) Math.min(putBacks + 1, 1_000), random);
        return wait.compareTo(ended.policy().maxPutBackDelay()) > 0
                ? ended.policy().maxPutBackDelay()
                : wait;
    }

    private static Change.GiveUp giveUp(Ended ended, Outcome.Failed failed, Failure failure) {
        AnalysisJob job = ended.claimed().job();
        return new Change.GiveUp(
                ended.claimed().ref(),
                record(ended, AttemptEnd.GAVE_UP, failed, failure),
                new NewNotice(
                        Uuid7.next(), Notice.Kind.JOB_FAILED, job.id(), job.type(), job.subject(), failure));
    }

    private static EndedAttempt record(Ended ended, AttemptEnd end, Outcome.Failed failed, Failure failure) {
        return new EndedAttempt(
                ended.claimed().job().attempts(),
                ended.node(),
                ended.claimed().startedAt(),
                end,
                failure,
                failed.violations(),
                failed.rejectedOutput(),
                ended.facts());
    }

    /** The store's clock, carried on from the claim by this node's monotonic clock: no wall clock of a node decides. */
    private static Instant now(Ended ended) {
        return ended.claimed().startedAt().plus(ended.elapsed());
    }

    private static @Nullable Duration clamp(@Nullable Duration asked, TypePolicy policy) {
        if (asked == null || asked.isNegative() || asked.isZero()) {
            return null;
        }
        return asked.compareTo(policy.maxPutBackDelay()) > 0 ? policy.maxPutBackDelay() : asked;
    }
}
