package dev.analysisjobs.sweep;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Lease;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.EndedAttempt;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what no worker ends: jobs whose lease ran out and waiting jobs past their deadline. Safe on every node at once, page by
 * page past rows that cannot be mended, each change guarded by its reason.
 */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final int PAGE = 200;

    private final JobStore store;
    private final Function<String, Backoff> backoffs;
    private final Swept swept;

    /** Hears of committed changes. */
    @FunctionalInterface
    public interface Swept {
        void committed(AnalysisJob before, Change change, boolean terminal, Failure failure);
    }

    /**
     * @param backoffs the waits of a type; a standard one for types that this node does not know
     */
    public Sweeper(JobStore store, Function<String, Backoff> backoffs, Swept swept) {
        this.store = store;
        this.backoffs = backoffs;
        this.swept = swept;
    }

    /**
     * Take jobs from attempts whose lease ran out.
     *
     * @param may asked for each page after it was read, with the {@link System#nanoTime} at which its search began; false
     *     leaves it and the rest for a later pass
     */
    public void expireLeases(LongPredicate may) {
        Instant now = store.now();
        pages(store::expiredLeases, job -> expire(job, now), may);
    }

    /** Fail waiting jobs whose deadline passed. */
    public void failOverdue() {
        pages(store::overdue, this::overdue, began -> true);
    }

    private void pages(
            BiFunction<@Nullable UUID, Integer, List<AnalysisJob>> find,
            Function<AnalysisJob, Change> mend,
            LongPredicate may) {
        UUID after = null;
        while (true) {
            long began = System.nanoTime();
            List<AnalysisJob> page = find.apply(after, PAGE);
            if (page.isEmpty() || !may.test(began)) {
                return;
            }
            write(page, page.stream().map(mend).toList());
            after = page.get(page.size() - 1).id();
        }
    }

    private void write(List<AnalysisJob> jobs, List<Change> changes) {
        List<ChangeOutcome> outcomes;
        try {
            outcomes = store.apply(changes);
        } catch (StoreException refused) {
            if (refused.kind() != StoreException.Kind.REFUSED) {
                throw refused;
            }
            if (jobs.size() == 1) {
                LOG.error("The sweep cannot mend job {}", jobs.get(0).id(), refused);
                return;
            }
            int half = jobs.size() / 2;
            write(jobs.subList(0, half), changes.subList(0, half));
            write(jobs.subList(half, jobs.size()), changes.subList(half, changes.size()));
            return;
        }
        for (int i = 0; i < jobs.size(); i++) {
            if (outcomes.get(i) == ChangeOutcome.APPLIED) {
                tell(jobs.get(i), changes.get(i));
            }
        }
    }

    private void tell(AnalysisJob job, Change change) {
        if (change instanceof Change.ExpireLease expire) {
            Failure failure = expire.notice() == null
                    ? expire.attempt().failure()
                    : Objects.requireNonNull(expire.notice().failure());
            swept.committed(job, change, expire.notice() != null, failure);
        } else if (change instanceof Change.PassDeadline overdue) {
            swept.committed(job, change, true, overdue.failure());
        }
    }

    private Change expire(AnalysisJob job, Instant now) {
        Lease lease = Objects.requireNonNull(job.lease(), "a processing job has a lease");
        Failure lost = new Failure(
                FailureCode.LEASE_EXPIRED,
                "The lease of attempt " + job.attempts() + " ran out: its worker crashed, froze or lost the database");
        EndedAttempt attempt = new EndedAttempt(
                job.attempts(),
                lease.owner(),
                Objects.requireNonNull(job.startedAt(), "a processing job has started"),
                AttemptEnd.LEASE_EXPIRED,
                lost,
                List.of(),
                null,
                ProviderFacts.none());
        LeaseRef ref = new LeaseRef(job.id(), lease.token());
        Duration delay = backoffs.apply(job.type())
                .after(job.attempts(), ThreadLocalRandom.current().nextDouble());
        if (!job.hasAttemptsLeft()) {
            Failure failure = new Failure(
                    FailureCode.WORKER_LOST,
                    "The worker was lost in attempt " + job.attempts() + " of " + job.maxAttempts()
                            + ", no further one");
            return new Change.ExpireLease(ref, attempt, delay, failed(job, failure));
        }
        if (!now.plus(delay).isBefore(job.deadlineAt())) {
            Failure failure = new Failure(
                    FailureCode.WORKER_LOST,
                    "The worker was lost in attempt " + job.attempts() + " and no time is left for another one");
            return new Change.ExpireLease(ref, attempt, delay, failed(job, failure));
        }
        return new Change.ExpireLease(ref, attempt, delay, null);
    }

    private Change overdue(AnalysisJob job) {
        String why = store.lastFailure(job.id())
                .map(last -> "the last attempt ended with " + last)
                .orElse("it was never started: no node runs its type, the type is paused, or all slots are busy");
        Failure failure = new Failure(
                FailureCode.DEADLINE_EXCEEDED, "The job waited past its deadline " + job.deadlineAt() + "; " + why);
        return new Change.PassDeadline(job.id(), failure, failed(job, failure));
    }

    private static NewNotice failed(AnalysisJob job, Failure failure) {
        return new NewNotice(Uuid7.next(), Notice.Kind.JOB_FAILED, job.id(), job.type(), job.subject(), failure);
    }
}
