package dev.analysisjobs.memory;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Lease;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hold one row of the jobs table. Immutable: each step of a job's life makes a new row, and {@link AnalysisJob}'s constructor
 * refuses one whose columns contradict each other before it can replace the old one.
 *
 * @param job what readers see
 * @param token the fencing counter; stays when the lease goes
 */
record JobRow(
        AnalysisJob job,
        long token,
        String input,
        @Nullable String context,
        @Nullable String checkpoint) {

    UUID id() {
        return job.id();
    }

    JobStatus status() {
        return job.status();
    }

    boolean isHeldWith(long leaseToken) {
        return status() == JobStatus.PROCESSING && token == leaseToken;
    }

    boolean isExpired(Instant now) {
        Lease lease = job.lease();
        return lease != null && lease.until().isBefore(now);
    }

    boolean isOverdue(Instant now) {
        return status() == JobStatus.PENDING && job.deadlineAt().isBefore(now);
    }

    boolean isDue(Instant now) {
        return status() == JobStatus.PENDING && !job.runAt().isAfter(now);
    }

    JobRow claimed(String node, Instant now, Instant until) {
        long next = token + 1;
        AnalysisJob claimed = edit(draft -> {
            draft.status = JobStatus.PROCESSING;
            draft.attempts++;
            draft.lease = new Lease(node, next, until);
            draft.startedAt = now;
        });
        return new JobRow(claimed, next, input, context, checkpoint);
    }

    JobRow renewed(Instant until) {
        Lease held = Objects.requireNonNull(job.lease(), "lease");
        return with(edit(draft -> draft.lease = new Lease(held.owner(), held.token(), until)));
    }

    JobRow waiting(Instant runAt, int attempts, @Nullable String newCheckpoint) {
        AnalysisJob waiting = edit(draft -> {
            draft.status = JobStatus.PENDING;
            draft.attempts = attempts;
            draft.runAt = runAt;
            draft.lease = null;
        });
        return new JobRow(waiting, token, input, context, newCheckpoint == null ? checkpoint : newCheckpoint);
    }

    JobRow completed(UUID resultId, boolean keepKey, Instant now) {
        AnalysisJob completed = ended(JobStatus.COMPLETED, now, draft -> {
            draft.resultId = resultId;
            draft.activeKey = keepKey ? job.activeKey() : null;
        });
        return new JobRow(completed, token, input, context, null);
    }

    JobRow failed(Failure failure, Instant now) {
        return with(ended(JobStatus.FAILED, now, draft -> draft.failure = failure));
    }

    JobRow cancelled(Instant now) {
        return with(ended(JobStatus.CANCELLED, now, draft -> {}));
    }

    JobRow again(int maxAttempts, Instant now, Instant deadline, @Nullable String activeKey) {
        return with(edit(draft -> {
            draft.status = JobStatus.PENDING;
            draft.activeKey = activeKey;
            draft.attempts = 0;
            draft.maxAttempts = maxAttempts;
            draft.runAt = now;
            draft.deadlineAt = deadline;
            draft.failure = null;
            draft.completedAt = null;
        }));
    }

    JobRow withoutKey() {
        return with(edit(draft -> draft.activeKey = null));
    }

    JobRow withCheckpoint(String newCheckpoint) {
        return new JobRow(job, token, input, context, newCheckpoint);
    }

    private JobRow with(AnalysisJob changed) {
        return new JobRow(changed, token, input, context, checkpoint);
    }

    private AnalysisJob ended(JobStatus status, Instant now, Consumer<Draft> more) {
        return edit(draft -> {
            draft.status = status;
            draft.activeKey = null;
            draft.lease = null;
            draft.resultId = null;
            draft.completedAt = now;
            more.accept(draft);
        });
    }

    private AnalysisJob edit(Consumer<Draft> change) {
        Draft draft = new Draft(job);
        change.accept(draft);
        return draft.made();
    }

    /** The columns that change during a job's life, while one step changes them. */
    private static final class Draft {
        private final AnalysisJob from;
        JobStatus status;

        @Nullable
        String activeKey;

        int attempts;
        int maxAttempts;
        Instant runAt;
        Instant deadlineAt;

        @Nullable
        Lease lease;

        @Nullable
        UUID resultId;

        @Nullable
        Failure failure;

        @Nullable
        Instant startedAt;

        @Nullable
        Instant completedAt;

        Draft(AnalysisJob from) {
            this.from = from;
            status = from.status();
            activeKey = from.activeKey();
            attempts = from.attempts();
            maxAttempts = from.maxAttempts();
            runAt = from.runAt();
            deadlineAt = from.deadlineAt();
            lease = from.lease();
            resultId = from.resultId();
            failure = from.failure();
            startedAt = from.startedAt();
            completedAt = from.completedAt();
        }

        AnalysisJob made() {
            return new AnalysisJob(
                    from.id(),
                    from.type(),
                    from.typeVersion(),
                    from.subject(),
                    status,
                    from.priority(),
                    from.fingerprint(),
                    from.inputHash(),
                    activeKey,
                    attempts,
                    maxAttempts,
                    runAt,
                    deadlineAt,
                    lease,
                    resultId,
                    failure,
                    from.createdAt(),
                    startedAt,
                    completedAt);
        }
    }
}
