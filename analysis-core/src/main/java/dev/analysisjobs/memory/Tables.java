package dev.analysisjobs.memory;

import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.port.AlertStore;
import dev.analysisjobs.port.EndedAttempt;
import dev.analysisjobs.port.NewNotice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Hold all rows. Not thread-safe: the store's lock guards them. */
final class Tables {
    /** Tell that the audit took a result from its job. */
    record Repair(UUID jobId, UUID resultId, String node, Failure failure, Instant at) {
        /** Return what stays when the job is deleted. */
        Repair withoutText() {
            return new Repair(jobId, resultId, node, new Failure(failure.code(), "deleted with its job"), at);
        }
    }

    final JobTable jobs = new JobTable();
    final ResultTable results = new ResultTable();
    final NoticeTable notices = new NoticeTable();
    final PauseTable pauses = new PauseTable();
    final AlertTable alerts = new AlertTable();
    /** What is kept for the rate of each type that has a limit. */
    final Map<String, Instant> nextStarts = new HashMap<>();

    final List<Repair> repairs = new ArrayList<>();
    private final Map<UUID, NavigableMap<Long, Attempt>> attempts = new HashMap<>();

    void clear() {
        jobs.clear();
        results.clear();
        notices.clear();
        pauses.clear();
        alerts.clear();
        nextStarts.clear();
        repairs.clear();
        attempts.clear();
    }

    boolean raise(String rule, String key, String message, Duration coolDown, NewNotice notice, Instant now) {
        boolean begun = alerts.raise(rule, key, message, coolDown, now);
        if (begun) {
            notices.add(notice, now);
        }
        return begun;
    }

    boolean clearAlert(String rule, String key, Duration unseen, NewNotice notice, Instant now) {
        boolean ended = alerts.clear(rule, key, unseen, now);
        if (ended) {
            notices.add(notice, now);
        }
        return ended;
    }

    AlertStore.Troubles troubles(Duration window, Instant now) {
        Instant from = now.minus(window);
        return new AlertStore.Troubles(
                repairs.stream().filter(repair -> !repair.at().isBefore(from)).count(),
                notices.oldestPending()
                        .map(since -> Duration.between(since, now))
                        .orElse(null));
    }

    /** Return a job's recorded attempts by lease token. */
    NavigableMap<Long, Attempt> attempts(UUID jobId) {
        return attempts.getOrDefault(jobId, Collections.emptyNavigableMap());
    }

    Stream<Attempt> attempts() {
        return attempts.values().stream().flatMap(rows -> rows.values().stream());
    }

    void forgetAttempts(UUID jobId) {
        attempts.remove(jobId);
    }

    void record(LeaseRef lease, EndedAttempt ended, Instant now) {
        Attempt row = new Attempt(
                lease.jobId(),
                ended.attempt(),
                lease.token(),
                ended.node(),
                StoreClock.cut(ended.startedAt()),
                now,
                ended.end(),
                ended.failure(),
                ended.violations(),
                ended.rejectedOutput(),
                ended.facts());
        attempts.computeIfAbsent(lease.jobId(), id -> new TreeMap<>()).put(lease.token(), row);
    }
}
