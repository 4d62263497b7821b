package dev.analysisjobs.jdbc;

import dev.analysisjobs.jdbc.LockedJobs.Locked;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens to jobs. A list's jobs are locked first, in the order of their ids; the changes that meet their guards
 * are then written by guarded statements. So two lists never wait for each other in a circle, and a result row is inserted
 * only where its job's update is sure to follow.
 */
final class Changes {
    private final Units units;
    private final Wakers wakers;
    private final LockedJobs locks;
    private final ChangeSql sql;
    private final Reopenings reopenings;
    private final FoundIncompletes foundIncompletes;
    private final @Nullable JobFinisher finisher;
    private final int payloadBytes;

    Changes(Units units, SqlTexts texts, Wakers wakers) {
        this.units = units;
        this.wakers = wakers;
        locks = new LockedJobs(texts);
        sql = new ChangeSql(texts);
        reopenings = new Reopenings(texts);
        foundIncompletes = new FoundIncompletes(texts, sql, units.payloads());
        finisher = texts.dialect().finisher(texts);
        payloadBytes = texts.dialect().payloadBytes();
    }

    List<ChangeOutcome> apply(List<? extends Change> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        Map<UUID, String> payloads = encoded(changes);
        List<UUID> ids = differentIds(changes);
        boolean makesWork = changes.stream().anyMatch(Changes::makesWork);
        String what = "Change of " + changes.size() + " jobs";
        Units.Work<List<ChangeOutcome>> stepwise = tx -> {
            List<ChangeOutcome> told = apply(tx, changes, ids, payloads);
            if (makesWork) {
                wakers.tellWith(tx);
            }
            return told;
        };
        JobFinisher one = finisher;
        List<ChangeOutcome> outcomes = one != null && one.takes(changes)
                ? units.statement(what, tx -> finish(one, tx, changes, payloads), stepwise)
                : units.write(what, stepwise);
        if (makesWork) {
            wakers.tellAfterCommit();
        }
        return outcomes;
    }

    private List<ChangeOutcome> finish(
            JobFinisher one, Tx tx, List<? extends Change> changes, Map<UUID, String> payloads) throws SQLException {
        Set<UUID> applied = one.finish(tx, changes, payloads, units.payloads());
        return changes.stream()
                .map(change -> applied.contains(change.jobId()) ? ChangeOutcome.APPLIED : ChangeOutcome.LOST)
                .toList();
    }

    private List<ChangeOutcome> apply(Tx tx, List<? extends Change> changes, List<UUID> ids, Map<UUID, String> payloads)
            throws SQLException {
        boolean sweeps = changes.stream().allMatch(Changes::isSweep);
        Map<UUID, Locked> locked = sweeps ? locks.lockFree(tx, ids) : locks.lock(tx, ids);
        ChangePlan plan = new ChangePlan(sql, units.payloads(), payloads);
        List<ChangeOutcome> told = new ArrayList<>(changes.size());
        for (Change change : changes) {
            Locked job = locked.get(change.jobId());
            told.add(job == null ? ChangeOutcome.LOST : apply(tx, change, job, plan));
        }
        plan.write(tx);
        return told;
    }

    /** A sweep comes again, and must not wait for a node that stands still in the midst of a transaction. */
    private static boolean isSweep(Change change) {
        return change instanceof Change.ExpireLease || change instanceof Change.PassDeadline;
    }

    /** Returns whether a change lets a job be claimed at once; what is due later is found by polling. */
    private static boolean makesWork(Change change) {
        return change instanceof Change.OperatorRetry
                || (change instanceof Change.RetryLater later && later.delay().isZero())
                || (change instanceof Change.PutBack back && back.delay().isZero())
                || (change instanceof Change.ExpireLease expire
                        && expire.delay().isZero());
    }

    private ChangeOutcome apply(Tx tx, Change change, Locked job, ChangePlan plan) throws SQLException {
        if (change instanceof Change.OperatorRetry retry) {
            return reopenings.apply(tx, retry, job);
        }
        boolean applied = change instanceof Change.FoundIncomplete found
                ? foundIncompletes.isApplied(tx, found, job)
                : plan.add(change, job);
        return applied ? ChangeOutcome.APPLIED : ChangeOutcome.LOST;
    }

    private static List<UUID> differentIds(List<? extends Change> changes) {
        Set<UUID> seen = new HashSet<>();
        for (Change change : changes) {
            if (!seen.add(change.jobId())) {
                throw new IllegalArgumentException("The list has two changes of job " + change.jobId());
            }
        }
        return List.copyOf(seen);
    }

    /** Returns the payload of each change that has one, by job, as it is stored; looks at all texts. */
    private Map<UUID, String> encoded(List<? extends Change> changes) {
        TextRule rule = new TextRule(payloadBytes);
        Map<UUID, String> encoded = new HashMap<>();
        for (Change change : changes) {
            String of = " of job " + change.jobId();
            rule.notice(change.notice());
            if (change instanceof Change.Fenced fenced && fenced.attempt() != null) {
                rule.name("node" + of, fenced.attempt().node(), TextRule.NODE_LIMIT);
            }
            if (change instanceof Change.Complete complete) {
                String output = complete.result().output();
                encoded.put(change.jobId(), units.payloads().encode("output" + of, output, rule));
            } else if (change instanceof Change.OperatorRetry retry) {
                rule.name("active_key" + of, retry.activeKey(), TextRule.KEY_LENGTH);
            } else if (change instanceof Change.FoundIncomplete found) {
                rule.name("node" + of, found.node(), TextRule.NODE_LIMIT);
            }
            String checkpoint = checkpoint(change);
            if (checkpoint != null) {
                encoded.put(change.jobId(), units.payloads().encode("checkpoint" + of, checkpoint, rule));
            }
        }
        rule.check("Change");
        return encoded;
    }

    private static @Nullable String checkpoint(Change change) {
        if (change instanceof Change.RetryLater later) {
            return later.checkpoint();
        }
        if (change instanceof Change.PutBack back) {
            return back.checkpoint();
        }
        return change instanceof Change.SaveCheckpoint save ? save.checkpoint() : null;
    }
}
