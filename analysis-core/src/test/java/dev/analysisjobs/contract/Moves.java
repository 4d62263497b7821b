package dev.analysisjobs.contract;

import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.model.Violation;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.EndedAttempt;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.Uuid7;
import dev.analysisjobs.validate.ContractResults;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Make changes as the engine makes them. */
public final class Moves {
    public static final String OUTPUT = "{\"persona\":\"careful planner\"}";
    public static final Failure INVALID = new Failure(FailureCode.INVALID_RESULT, "The output lacks /persona");
    public static final Failure EXPIRED = new Failure(FailureCode.LEASE_EXPIRED, "The lease ran out");
    public static final Failure LOST = new Failure(FailureCode.WORKER_LOST, "The last attempt's worker was lost");
    public static final Failure LATE = new Failure(FailureCode.DEADLINE_EXCEEDED, "The deadline passed");
    public static final Failure UNWANTED = new Failure(FailureCode.CANCELLED, "No longer wanted");
    public static final Failure INCOMPLETE = new Failure(FailureCode.RESULT_INCOMPLETE, "The result lacks /persona");
    public static final ProviderFacts FACTS = new ProviderFacts("req-1", 200, "stop", 12L, 34L, 2);

    private Moves() {}

    public static Change.Complete complete(ClaimedJob claimed) {
        return complete(claimed, OUTPUT, false, null);
    }

    public static Change.Complete completeKeepingKey(ClaimedJob claimed) {
        return complete(claimed, OUTPUT, true, null);
    }

    public static Change.Complete complete(ClaimedJob claimed, String output) {
        return complete(claimed, output, false, null);
    }

    public static Change.Complete completeWithNotice(ClaimedJob claimed) {
        NewNotice notice = new NewNotice(
                Uuid7.next(),
                Notice.Kind.JOB_COMPLETED,
                claimed.job().id(),
                claimed.job().type(),
                claimed.job().subject(),
                null);
        return complete(claimed, OUTPUT, false, notice);
    }

    private static Change.Complete complete(ClaimedJob claimed, String output, boolean keepKey, NewNotice notice) {
        return new Change.Complete(
                claimed.ref(),
                ContractResults.of(
                        claimed.job().id(),
                        claimed.lease().token(),
                        claimed.job().attempts(),
                        output),
                claimed.startedAt(),
                FACTS,
                keepKey,
                notice);
    }

    public static Change.RetryLater retryLater(ClaimedJob claimed, Duration delay) {
        return retryLater(claimed, delay, null);
    }

    public static Change.RetryLater retryLater(ClaimedJob claimed, Duration delay, String checkpoint) {
        return new Change.RetryLater(claimed.ref(), ended(claimed, AttemptEnd.RETRIED, INVALID), delay, checkpoint);
    }

    public static Change.PutBack putBack(ClaimedJob claimed, Duration delay) {
        return putBack(claimed, delay, null);
    }

    public static Change.PutBack putBack(ClaimedJob claimed, Duration delay, String checkpoint) {
        Failure shutdown = new Failure(FailureCode.SHUTDOWN, "The node stopped");
        return new Change.PutBack(claimed.ref(), ended(claimed, AttemptEnd.PUT_BACK, shutdown), delay, checkpoint);
    }

    public static Change.GiveUp giveUp(ClaimedJob claimed) {
        return new Change.GiveUp(claimed.ref(), ended(claimed, AttemptEnd.GAVE_UP, INVALID), failed(claimed, INVALID));
    }

    public static Change.SaveCheckpoint saveCheckpoint(ClaimedJob claimed, String checkpoint) {
        return new Change.SaveCheckpoint(claimed.ref(), checkpoint);
    }

    /** Take the job from its worker; it waits again. */
    public static Change.ExpireLease expire(ClaimedJob claimed) {
        return new Change.ExpireLease(
                claimed.ref(), ended(claimed, AttemptEnd.LEASE_EXPIRED, EXPIRED), Duration.ZERO, null);
    }

    /** Take the job from its worker; it fails. */
    public static Change.ExpireLease expireForGood(ClaimedJob claimed) {
        return new Change.ExpireLease(
                claimed.ref(), ended(claimed, AttemptEnd.LEASE_EXPIRED, EXPIRED), Duration.ZERO, failed(claimed, LOST));
    }

    public static Change.PassDeadline passDeadline(NewJob job) {
        return new Change.PassDeadline(job.id(), LATE, failed(job.id(), job.type(), job.subject(), LATE));
    }

    public static Change.Cancel cancel(UUID jobId) {
        return new Change.Cancel(jobId, UNWANTED);
    }

    /** Start the job anew, with its own key. */
    public static Change.OperatorRetry operatorRetry(NewJob job) {
        return new Change.OperatorRetry(
                job.id(),
                job.maxAttempts(),
                job.maxAge(),
                job.holdsKey() ? job.key().activeKey() : null);
    }

    public static Change.FoundIncomplete foundIncomplete(NewJob job, StoredResult result) {
        return foundIncomplete(job, result.id(), result.output());
    }

    public static Change.FoundIncomplete foundIncomplete(NewJob job, UUID resultId, String output) {
        NewNotice notice = new NewNotice(
                Uuid7.next(), Notice.Kind.RESULT_INCOMPLETE, job.id(), job.type(), job.subject(), INCOMPLETE);
        List<Violation> violations = List.of(new Violation("/persona", "is missing"));
        return new Change.FoundIncomplete(job.id(), resultId, output, INCOMPLETE, violations, "auditor", notice);
    }

    public static EndedAttempt ended(ClaimedJob claimed, AttemptEnd end, Failure failure) {
        return ended(claimed, end, failure, List.of(new Violation("/persona", "is missing")), "{}");
    }

    public static EndedAttempt ended(
            ClaimedJob claimed, AttemptEnd end, Failure failure, List<Violation> violations, String rejected) {
        return new EndedAttempt(
                claimed.job().attempts(),
                claimed.lease().owner(),
                claimed.startedAt(),
                end,
                failure,
                violations,
                rejected,
                FACTS);
    }

    private static NewNotice failed(ClaimedJob claimed, Failure failure) {
        return failed(claimed.job().id(), claimed.job().type(), claimed.job().subject(), failure);
    }

    public static NewNotice failed(UUID jobId, String type, String subject, Failure failure) {
        return new NewNotice(Uuid7.next(), Notice.Kind.JOB_FAILED, jobId, type, subject, failure);
    }
}
