package dev.analysisjobs.contract;

import dev.analysisjobs.contract.StoreRows.AttemptRow;
import dev.analysisjobs.contract.StoreRows.JobRow;
import dev.analysisjobs.contract.StoreRows.NoticeRow;
import dev.analysisjobs.contract.StoreRows.RepairRow;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Notice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Check what jobs leave beside their row: attempt records, notices and repair entries. */
final class HistoryCheck {
    private final List<String> faults = new ArrayList<>();
    private final Set<UUID> jobs;
    private final Map<UUID, List<AttemptRow>> attempts;
    private final Map<UUID, List<NoticeRow>> notices;
    private final Map<UUID, Long> repairs;

    private HistoryCheck(StoreRows rows) {
        jobs = rows.jobs().stream().map(JobRow::jobId).collect(Collectors.toSet());
        attempts = rows.attempts().stream().collect(Collectors.groupingBy(AttemptRow::jobId));
        notices = rows.notices().stream()
                .filter(notice -> notice.jobId() != null)
                .collect(Collectors.groupingBy(NoticeRow::jobId));
        repairs = rows.repairs().stream().collect(Collectors.groupingBy(RepairRow::jobId, Collectors.counting()));
    }

    static List<String> faults(StoreRows rows) {
        HistoryCheck check = new HistoryCheck(rows);
        Set<String> claims = new HashSet<>();
        rows.attempts().forEach(attempt -> check.attempt(attempt, claims));
        Set<UUID> ids = new HashSet<>();
        rows.notices().forEach(notice -> check.notice(notice, ids));
        rows.jobs().forEach(check::job);
        return check.faults;
    }

    private void attempt(AttemptRow attempt, Set<String> claims) {
        UUID job = attempt.jobId();
        require(claims.add(job + "/" + attempt.leaseToken()), "I4", job, "has two records of one claim");
        require(attempt.attempt() >= 1 && attempt.leaseToken() >= 1, "I8", job, "has a record of an uncounted attempt");
        require(isEnd(attempt.outcome()), "I3", job, "has the unknown attempt outcome '" + attempt.outcome() + "'");
        require(
                isThere(attempt.failureCode()) && isThere(attempt.message()),
                "I3",
                job,
                "has an attempt without a reason");
        require(isThere(attempt.node()), "I3", job, "has an attempt without a node");
        require(
                attempt.startedAt() != null
                        && attempt.endedAt() != null
                        && !attempt.endedAt().isBefore(attempt.startedAt()),
                "I3",
                job,
                "has an attempt that ended before it began");
    }

    private static boolean isEnd(String word) {
        for (AttemptEnd end : AttemptEnd.values()) {
            if (end.word().equals(word)) {
                return true;
            }
        }
        return false;
    }

    private void notice(NoticeRow notice, Set<UUID> ids) {
        require(ids.add(notice.noticeId()), "I10", notice.jobId(), "shares a notice id");
        boolean ofJob = Notice.Kind.valueOf(notice.kind()).isOfJob();
        require(!ofJob || jobs.contains(notice.jobId()), "I10", notice.jobId(), "has only a notice");
        boolean reason = isThere(notice.failureCode()) && isThere(notice.message());
        require(
                reason != Notice.Kind.JOB_COMPLETED.name().equals(notice.kind()),
                "I10",
                notice.jobId(),
                "has a notice whose reason and kind disagree");
        require(notice.deliveries() >= 0, "I10", notice.jobId(), "has a notice with a negative count");
    }

    private void job(JobRow job) {
        UUID id = job.jobId();
        long incomplete = attempts(id, AttemptEnd.FOUND_INCOMPLETE);
        List<NoticeRow> failures = notices.getOrDefault(id, List.of()).stream()
                .filter(notice ->
                        isKind(notice, Notice.Kind.JOB_FAILED) || isKind(notice, Notice.Kind.RESULT_INCOMPLETE))
                .toList();
        if (JobStatus.FAILED.word().equals(job.status())) {
            boolean told = failures.stream()
                    .anyMatch(notice -> notice.failureCode() != null
                            && notice.failureCode().equals(job.failureCode())
                            && notice.message() != null
                            && notice.message().equals(job.errorMessage()));
            require(told, "I10", id, "failed and no notice tells why");
        }
        // A passed deadline leaves no attempt record; every other terminal failure leaves one.
        long ended = attempts(id, AttemptEnd.GAVE_UP) + attempts(id, AttemptEnd.LEASE_EXPIRED);
        long failed = failures.stream()
                .filter(notice -> isKind(notice, Notice.Kind.JOB_FAILED))
                .filter(notice -> !FailureCode.DEADLINE_EXCEEDED.name().equals(notice.failureCode()))
                .count();
        require(failed <= ended, "I10", id, "has " + failed + " notices of " + ended + " ended attempts");
        long found = failures.stream()
                .filter(notice -> isKind(notice, Notice.Kind.RESULT_INCOMPLETE))
                .count();
        require(found == incomplete, "I10", id, "has " + found + " notices of " + incomplete + " incomplete results");
        long repaired = repairs.getOrDefault(id, 0L);
        require(repaired >= incomplete, "I10", id, "has " + repaired + " repairs of " + incomplete + " results");
    }

    private long attempts(UUID jobId, AttemptEnd end) {
        return attempts.getOrDefault(jobId, List.of()).stream()
                .filter(attempt -> end.word().equals(attempt.outcome()))
                .count();
    }

    private static boolean isKind(NoticeRow notice, Notice.Kind kind) {
        return kind.name().equals(notice.kind());
    }

    private static boolean isThere(String text) {
        return text != null && !text.isBlank();
    }

    private void require(boolean holds, String invariant, UUID jobId, String fault) {
        if (!holds) {
            faults.add(invariant + " job " + jobId + " " + fault);
        }
    }
}
