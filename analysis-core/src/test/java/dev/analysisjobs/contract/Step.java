package dev.analysisjobs.contract;

import dev.analysisjobs.model.JobEvent;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Transitions;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Every kind of change, so that all of them can be tried on a job in any state. */
enum Step {
    COMPLETE(JobEvent.COMPLETE, JobStatus.COMPLETED, (job, last, result) -> Moves.complete(last)),
    RETRY_LATER(
            JobEvent.ATTEMPT_FAILED, JobStatus.PENDING, (job, last, result) -> Moves.retryLater(last, Duration.ZERO)),
    PUT_BACK(JobEvent.PUT_BACK, JobStatus.PENDING, (job, last, result) -> Moves.putBack(last, Duration.ZERO)),
    GIVE_UP(JobEvent.GIVE_UP, JobStatus.FAILED, (job, last, result) -> Moves.giveUp(last)),
    SAVE_CHECKPOINT(null, JobStatus.PROCESSING, (job, last, result) -> Moves.saveCheckpoint(last, "part 1")),
    EXPIRE_AND_WAIT(JobEvent.LEASE_EXPIRED, JobStatus.PENDING, (job, last, result) -> Moves.expire(last)),
    EXPIRE_AND_FAIL(JobEvent.LEASE_EXPIRED, JobStatus.FAILED, (job, last, result) -> Moves.expireForGood(last)),
    PASS_DEADLINE(JobEvent.DEADLINE_PASSED, JobStatus.FAILED, (job, last, result) -> Moves.passDeadline(job)),
    CANCEL(JobEvent.CANCEL, JobStatus.CANCELLED, (job, last, result) -> Moves.cancel(job.id())),
    OPERATOR_RETRY(JobEvent.OPERATOR_RETRY, JobStatus.PENDING, (job, last, result) -> Moves.operatorRetry(job)),
    FOUND_INCOMPLETE(
            JobEvent.FOUND_INCOMPLETE,
            JobStatus.FAILED,
            (job, last, result) -> Moves.foundIncomplete(job, result, Moves.OUTPUT));

    private interface Maker {
        Change make(NewJob job, ClaimedJob last, UUID resultId);
    }

    private final JobEvent event;
    private final JobStatus target;
    private final Maker maker;

    Step(JobEvent event, JobStatus target, Maker maker) {
        this.event = event;
        this.target = target;
        this.maker = maker;
    }

    /**
     * Return the change.
     *
     * @param last the job's claim whose lease is used
     * @param resultId the job's result; null when it has none
     */
    Change on(NewJob job, ClaimedJob last, UUID resultId) {
        return maker.make(job, last, resultId == null ? Uuid7.next() : resultId);
    }

    /** Return the status that it leads to. */
    JobStatus target() {
        return target;
    }

    /** Return whether the table allows it in a status. */
    boolean isLegal(JobStatus from) {
        // A checkpoint is no event of the table: it changes no status and asks only for the lease.
        Set<JobStatus> targets = event == null ? EnumSet.of(JobStatus.PROCESSING) : Transitions.targets(from, event);
        return targets.contains(target) && (event != null || from == target);
    }
}
