package dev.analysisjobs.memory;

import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.Lease;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.EndedAttempt;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Write what happens to jobs. */
final class Changes {
    private final Tables tables;

    Changes(Tables tables) {
        this.tables = tables;
    }

    List<ChangeOutcome> apply(List<? extends Change> changes, Instant now) {
        refuse(changes, now);
        List<ChangeOutcome> outcomes = new ArrayList<>();
        for (Change change : changes) {
            JobRow row = tables.jobs.get(change.jobId());
            outcomes.add(row != null && holds(change, now) ? write(change, row, now) : ChangeOutcome.LOST);
        }
        return outcomes;
    }

    /** Throw for what a database would refuse, before anything is written. */
    private void refuse(List<? extends Change> changes, Instant now) {
        Set<UUID> jobs = new HashSet<>();
        Set<UUID> ids = new HashSet<>();
        Limits limits = new Limits();
        changes.forEach(limits::change);
        limits.check();
        for (Change change : changes) {
            if (!jobs.add(change.jobId())) {
                throw new IllegalArgumentException("Job " + change.jobId() + " has two changes in one list");
            }
            if (holds(change, now)) {
                newIds(change, ids);
            }
        }
    }

    private void newIds(Change change, Set<UUID> taken) {
        NewNotice notice = change.notice();
        if (notice != null && (tables.notices.contains(notice.id()) || !taken.add(notice.id()))) {
            throw taken("Notice", notice.id());
        }
        if (change instanceof Change.Complete complete) {
            UUID id = complete.result().id();
            if (tables.results.contains(id) || !taken.add(id)) {
                throw taken("Result", id);
            }
        }
    }

    private static StoreException taken(String what, UUID id) {
        return new StoreException(StoreException.Kind.REFUSED, what + " id " + id + " is taken", null);
    }

    private boolean holds(Change change, Instant now) {
        UUID id = change.jobId();
        return Guards.hold(change, tables.jobs.get(id), tables.results.of(id), now);
    }

    private ChangeOutcome write(Change change, JobRow row, Instant now) {
        if (change instanceof Change.Fenced fenced && fenced.attempt() != null) {
            tables.record(fenced.lease(), fenced.attempt(), now);
        }
        if (change instanceof Change.Complete complete) {
            complete(complete, row, now);
        } else if (change instanceof Change.RetryLater retry) {
            Instant runAt = StoreClock.later(now, "delay", retry.delay());
            tables.jobs.put(row.waiting(runAt, row.job().attempts(), retry.checkpoint()));
        } else if (change instanceof Change.PutBack putBack) {
            Instant runAt = StoreClock.later(now, "delay", putBack.delay());
            tables.jobs.put(row.waiting(runAt, row.job().attempts() - 1, putBack.checkpoint()));
        } else if (change instanceof Change.GiveUp giveUp) {
            tables.jobs.put(row.failed(giveUp.attempt().failure(), now));
        } else if (change instanceof Change.SaveCheckpoint save) {
            tables.jobs.put(row.withCheckpoint(save.checkpoint()));
        } else if (change instanceof Change.ExpireLease expire) {
            expire(expire, row, now);
        } else if (change instanceof Change.PassDeadline pass) {
            tables.jobs.put(row.failed(pass.failure(), now));
        } else if (change instanceof Change.Cancel cancel) {
            cancel(cancel, row, now);
        } else if (change instanceof Change.OperatorRetry retry) {
            return retry(retry, row, now);
        } else if (change instanceof Change.FoundIncomplete found) {
            takeBack(found, row, now);
        }
        NewNotice notice = change.notice();
        if (notice != null) {
            tables.notices.add(notice, now);
        }
        return ChangeOutcome.APPLIED;
    }

    private void complete(Change.Complete change, JobRow row, Instant now) {
        StoredResult result = new StoredResult(
                change.result().id(),
                row.id(),
                change.result().leaseToken(),
                change.result().attempt(),
                change.result().output(),
                now,
                StoreClock.cut(change.startedAt()),
                change.facts());
        tables.results.put(result);
        tables.jobs.put(row.completed(result.id(), change.keepKey(), now));
    }

    private void expire(Change.ExpireLease change, JobRow row, Instant now) {
        if (change.notice() == null) {
            Instant runAt = StoreClock.later(now, "delay", change.delay());
            tables.jobs.put(row.waiting(runAt, row.job().attempts(), null));
        } else {
            tables.jobs.put(row.failed(Objects.requireNonNull(change.notice().failure(), "failure"), now));
        }
    }

    private void cancel(Change.Cancel change, JobRow row, Instant now) {
        Lease lease = row.job().lease();
        if (lease != null) {
            EndedAttempt cut = new EndedAttempt(
                    row.job().attempts(),
                    lease.owner(),
                    Objects.requireNonNull(row.job().startedAt(), "startedAt"),
                    AttemptEnd.CANCELLED,
                    change.reason(),
                    List.of(),
                    null,
                    ProviderFacts.none());
            tables.record(new LeaseRef(row.id(), lease.token()), cut, now);
        }
        tables.jobs.put(row.cancelled(now));
    }

    private ChangeOutcome retry(Change.OperatorRetry change, JobRow row, Instant now) {
        String key = change.activeKey();
        if (key != null && tables.jobs.holder(key) != null) {
            return ChangeOutcome.KEY_HELD;
        }
        tables.jobs.put(row.again(change.maxAttempts(), now, StoreClock.later(now, "maxAge", change.maxAge()), key));
        return ChangeOutcome.APPLIED;
    }

    private void takeBack(Change.FoundIncomplete change, JobRow row, Instant now) {
        StoredResult result = Objects.requireNonNull(tables.results.of(row.id()), "result");
        EndedAttempt proved = new EndedAttempt(
                result.attempt(),
                change.node(),
                result.startedAt(),
                AttemptEnd.FOUND_INCOMPLETE,
                change.failure(),
                change.violations(),
                result.output(),
                result.facts());
        tables.record(new LeaseRef(row.id(), result.leaseToken()), proved, now);
        tables.results.remove(result);
        tables.repairs.add(new Tables.Repair(row.id(), result.id(), change.node(), change.failure(), now));
        tables.jobs.put(row.failed(change.failure(), now));
    }
}
