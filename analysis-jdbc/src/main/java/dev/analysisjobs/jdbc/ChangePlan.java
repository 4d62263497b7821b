package dev.analysisjobs.jdbc;

import dev.analysisjobs.jdbc.LockedJobs.Locked;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.Violation;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.EndedAttempt;
import dev.analysisjobs.port.NewNotice;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rows that a list of changes writes, by statement, and writes each statement's rows at once. Only changes of
 * locked jobs that meet their guard are collected; the statements repeat the guard, and one row less than expected undoes the
 * unit.
 */
final class ChangePlan {
    private final ChangeSql sql;
    private final Payloads messages;
    private final Map<UUID, String> payloads;
    private final Map<NamedSql, List<Params>> rows;

    /**
     * @param messages what messages pass through
     * @param payloads the payload of each change that has one, by job, as it is stored
     */
    ChangePlan(ChangeSql sql, Payloads messages, Map<UUID, String> payloads) {
        this.sql = sql;
        this.messages = messages;
        this.payloads = payloads;
        this.rows = sql.inOrder();
    }

    void write(Tx tx) throws SQLException {
        for (Map.Entry<NamedSql, List<Params>> statement : rows.entrySet()) {
            if (!statement.getValue().isEmpty()) {
                tx.updateEach(statement.getKey(), statement.getValue());
            }
        }
    }

    /** Plans a change; false when the job does not meet its guard. */
    boolean add(Change change, Locked job) {
        if (!meetsGuard(change, job)) {
            return false;
        }
        addUpdate(change, job);
        if (change instanceof Change.Fenced fenced && fenced.attempt() != null) {
            addAttempt(job, fenced.attempt());
        }
        NewNotice notice = change.notice();
        if (notice != null) {
            add(sql.insertNotice, NoticeRows.params(notice, messages).with("operator_retries", job.operatorRetries()));
        }
        return true;
    }

    private static boolean meetsGuard(Change change, Locked job) {
        if (change instanceof Change.ExpireLease expire) {
            return job.isHeldBy(expire.lease()) && job.leaseExpired();
        }
        if (change instanceof Change.Fenced fenced) {
            return job.isHeldBy(fenced.lease());
        }
        return change instanceof Change.PassDeadline
                ? job.status() == JobStatus.PENDING && job.overdue()
                : !job.status().isTerminal();
    }

    private void addUpdate(Change change, Locked job) {
        if (change instanceof Change.Complete complete) {
            addComplete(complete);
        } else if (change instanceof Change.RetryLater later) {
            addRetry(job, later.delay(), 0, false);
        } else if (change instanceof Change.PutBack back) {
            addRetry(job, back.delay(), 1, false);
        } else if (change instanceof Change.GiveUp giveUp) {
            addFail(job, giveUp.attempt().failure(), false);
        } else if (change instanceof Change.SaveCheckpoint save) {
            add(sql.checkpoint, fenced(save.lease()).with("checkpoint", payloads.get(change.jobId())));
        } else if (change instanceof Change.ExpireLease expire) {
            addExpiry(expire, job);
        } else if (change instanceof Change.PassDeadline deadline) {
            add(sql.passDeadline, failure(job.id(), deadline.failure(), messages));
        } else if (change instanceof Change.Cancel cancel) {
            addCancel(cancel, job);
        } else {
            throw new IllegalArgumentException("No plan for " + change.event());
        }
    }

    private void addComplete(Change.Complete change) {
        add(sql.insertResult, result(change, payloads.get(change.jobId())));
        add(
                sql.complete,
                fenced(change.lease()).with("result_id", change.result().id()).with("keep_key", change.keepKey()));
    }

    private void addExpiry(Change.ExpireLease change, Locked job) {
        NewNotice notice = change.notice();
        if (notice == null) {
            addRetry(job, change.delay(), 0, true);
        } else {
            addFail(job, Objects.requireNonNull(notice.failure(), "the notice of a lost job has a failure"), true);
        }
    }

    private void addCancel(Change.Cancel change, Locked job) {
        Instant startedAt = job.startedAt();
        String owner = job.leaseOwner();
        if (owner != null && startedAt != null) {
            addAttempt(
                    job,
                    new EndedAttempt(
                            job.attempts(),
                            owner,
                            startedAt,
                            AttemptEnd.CANCELLED,
                            change.reason(),
                            List.of(),
                            null,
                            ProviderFacts.none()));
        }
        add(sql.cancel, fenced(new LeaseRef(job.id(), job.leaseToken())));
    }

    private void addRetry(Locked job, Duration delay, int uncharged, boolean onlyExpired) {
        add(
                sql.retry,
                fenced(new LeaseRef(job.id(), job.leaseToken()))
                        .with("delay", Micros.of("delay", delay))
                        .with("uncharged", uncharged)
                        .with("checkpoint", payloads.get(job.id()))
                        .with("only_expired", onlyExpired));
    }

    private void addFail(Locked job, Failure failure, boolean onlyExpired) {
        add(
                sql.fail,
                failure(job.id(), failure, messages)
                        .with("token", job.leaseToken())
                        .with("only_expired", onlyExpired));
    }

    private void addAttempt(Locked job, EndedAttempt attempt) {
        add(sql.insertAttempt, attempt(job.id(), job.leaseToken(), attempt, messages));
    }

    private void add(NamedSql statement, Params row) {
        List<Params> planned = rows.get(statement);
        if (planned == null) {
            throw new IllegalStateException("No place in the order for " + statement.text());
        }
        planned.add(row);
    }

    /** @param output as it is stored */
    static Params result(Change.Complete change, @Nullable String output) {
        Params params = fenced(change.lease())
                .with("result_id", change.result().id())
                .with("output", output)
                .with("attempt", change.result().attempt())
                .with("started_at", change.startedAt());
        HistoryRows.with(params, change.facts());
        return params;
    }

    static Params attempt(UUID jobId, long leaseToken, EndedAttempt attempt, Payloads payloads) {
        List<Violation> violations = attempt.violations();
        Params params = failure(jobId, attempt.failure(), payloads)
                .with("token", leaseToken)
                .with("attempt", attempt.attempt())
                .with("node", attempt.node())
                .with("started_at", attempt.startedAt())
                .with("outcome", attempt.end().word())
                .with(
                        "violations",
                        payloads.encodeDetail("violations of job " + jobId, ViolationText.encode(violations)))
                .with(
                        "rejected_output",
                        payloads.encodeDetail("rejected output of job " + jobId, attempt.rejectedOutput()));
        HistoryRows.with(params, attempt.facts());
        return params;
    }

    private static Params fenced(LeaseRef lease) {
        return Params.of("job_id", lease.jobId()).with("token", lease.token());
    }

    private static Params failure(UUID jobId, Failure failure, Payloads payloads) {
        return Params.of("job_id", jobId)
                .with("failure_code", failure.code().name())
                .with("message", payloads.encodeMessage(failure.message()));
    }
}
