package dev.analysisjobs.contract;

import dev.analysisjobs.contract.StoreRows.AttemptRow;
import dev.analysisjobs.contract.StoreRows.JobRow;
import dev.analysisjobs.contract.StoreRows.ResultRow;
import dev.analysisjobs.model.JobStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Check all rows of a store against the invariants. Each fault names the invariant, the row and what is wrong with it. Good
 * for any moment: it asks nothing of the clock, and jobs may be in the midst of their life.
 *
 * @since 0.1
 */
public final class InvariantCheck {
    private final StoreRows rows;
    private final List<String> faults = new ArrayList<>();
    private final Map<UUID, List<ResultRow>> results;
    private final Map<UUID, List<AttemptRow>> attempts;

    private InvariantCheck(StoreRows rows) {
        this.rows = rows;
        results = rows.results().stream().collect(Collectors.groupingBy(ResultRow::jobId));
        attempts = rows.attempts().stream().collect(Collectors.groupingBy(AttemptRow::jobId));
    }

    /** Return what is wrong, in words; empty when all invariants hold. */
    public static List<String> faults(StoreRows rows) {
        InvariantCheck check = new InvariantCheck(rows);
        check.uniqueKeys();
        rows.jobs().forEach(check::job);
        check.owners();
        List<String> faults = new ArrayList<>(check.faults);
        faults.addAll(HistoryCheck.faults(rows));
        return faults;
    }

    private void job(JobRow job) {
        boolean known = false;
        for (JobStatus status : JobStatus.values()) {
            if (status.word().equals(job.status())) {
                known = true;
                shape(job, status);
                result(job, status, results.getOrDefault(job.jobId(), List.of()));
                counters(job, status);
            }
        }
        require(known, "I3", job, "has the unknown status '" + job.status() + "'");
    }

    private void shape(JobRow job, JobStatus status) {
        agree(job, "completed_at", job.completedAt() != null, status.isTerminal());
        agree(job, "lease_owner", job.leaseOwner() != null, status == JobStatus.PROCESSING);
        agree(job, "lease_until", job.leaseUntil() != null, status == JobStatus.PROCESSING);
        agree(job, "failure_code", isThere(job.failureCode()), status == JobStatus.FAILED);
        agree(job, "error_message", isThere(job.errorMessage()), status == JobStatus.FAILED);
        agree(job, "result_id", job.resultId() != null, status == JobStatus.COMPLETED);
        boolean mayHoldKey = status != JobStatus.FAILED && status != JobStatus.CANCELLED;
        require(job.activeKey() == null || mayHoldKey, "I6", job, "still holds its active key");
        require(job.runAt() != null && job.deadlineAt() != null, "I2", job, "has no due time or no deadline");
        require(job.createdAt() != null, "I3", job, "has no created_at");
    }

    private void agree(JobRow job, String column, boolean present, boolean wanted) {
        require(present == wanted, "I3", job, column + (present ? " is set" : " is missing"));
    }

    private void result(JobRow job, JobStatus status, List<ResultRow> stored) {
        int wanted = status == JobStatus.COMPLETED ? 1 : 0;
        require(stored.size() == wanted, "I1", job, "has " + stored.size() + " result rows instead of " + wanted);
        for (ResultRow result : stored) {
            require(result.resultId().equals(job.resultId()), "I1", job, "does not point at its result row");
            require(isComplete(result.output()), "I1", job, "has a result without an output");
            require(result.leaseToken() == job.leaseToken(), "I4", job, "has a result of another lease token");
            require(result.attempt() == job.attempts(), "I4", job, "has a result of another attempt");
            boolean ended = attempts.getOrDefault(job.jobId(), List.of()).stream()
                    .anyMatch(attempt -> attempt.leaseToken() == result.leaseToken());
            require(!ended, "I7", job, "has a result of an attempt that failed");
        }
    }

    private void counters(JobRow job, JobStatus status) {
        require(
                job.attempts() >= 0 && job.attempts() <= job.maxAttempts(),
                "I8",
                job,
                "has " + job.attempts() + " attempts of " + job.maxAttempts());
        require(job.attempts() <= job.leaseToken(), "I4", job, "has more attempts than claims");
        boolean ran = status == JobStatus.PROCESSING || status == JobStatus.COMPLETED;
        require(!ran || job.attempts() >= 1, "I8", job, "ran without a counted attempt");
        require((job.startedAt() != null) == (job.leaseToken() > 0), "I3", job, "has started_at against its claims");
        // Every claim ends in one attempt record or one result, or is the live one: none is lost, none is doubled.
        int recorded = attempts.getOrDefault(job.jobId(), List.of()).size();
        require(
                recorded + (ran ? 1 : 0) == job.leaseToken(),
                "I8",
                job,
                "was claimed " + job.leaseToken() + " times and has " + recorded + " attempt records");
    }

    private void uniqueKeys() {
        Set<String> keys = new HashSet<>();
        Set<UUID> ids = new HashSet<>();
        for (JobRow job : rows.jobs()) {
            require(ids.add(job.jobId()), "I3", job, "is stored twice");
            require(job.activeKey() == null || keys.add(job.activeKey()), "I6", job, "shares its active key");
        }
        Set<UUID> resultIds = new HashSet<>();
        rows.results().forEach(row -> require(resultIds.add(row.resultId()), "I1", row.jobId(), "shares a result id"));
    }

    private void owners() {
        Map<UUID, JobRow> jobs = new HashMap<>();
        rows.jobs().forEach(job -> jobs.put(job.jobId(), job));
        rows.results().forEach(row -> require(jobs.containsKey(row.jobId()), "I1", row.jobId(), "has only a result"));
        rows.attempts()
                .forEach(row -> require(jobs.containsKey(row.jobId()), "I3", row.jobId(), "has only an attempt"));
    }

    private static boolean isComplete(String output) {
        return isThere(output) && !output.strip().equals("null");
    }

    private static boolean isThere(String text) {
        return text != null && !text.isBlank();
    }

    private void require(boolean holds, String invariant, JobRow job, String fault) {
        require(holds, invariant, job.jobId(), "(" + job.status() + ") " + fault);
    }

    private void require(boolean holds, String invariant, UUID jobId, String fault) {
        if (!holds) {
            faults.add(invariant + " job " + jobId + " " + fault);
        }
    }
}
