package dev.analysisjobs.jdbc.crash;

import dev.analysisjobs.Submission;
import dev.analysisjobs.contract.InvariantCheck;
import dev.analysisjobs.contract.StoreRows;
import dev.analysisjobs.contract.StoreRows.AttemptRow;
import dev.analysisjobs.contract.StoreRows.JobRow;
import dev.analysisjobs.contract.StoreRows.NoticeRow;
import dev.analysisjobs.contract.StoreRows.ResultRow;
import dev.analysisjobs.jdbc.crash.Script.Ending;
import dev.analysisjobs.model.FailureCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Compares all rows after a run with its plan and with what the workers said: nothing lost, nothing doubled, every end the
 * right one, every call counted.
 */
final class FinalCheck {
    private final List<String> faults = new ArrayList<>();
    private final StoreRows rows;
    private final Set<Saying> calls = new HashSet<>();
    private final Map<Saying, AttemptRow> ends = new HashMap<>();

    /**
     * @param called each start of an analyser
     * @param stored each acknowledged submission
     */
    FinalCheck(Plan plan, StoreRows rows, List<Saying> called, List<Saying> stored) {
        this.rows = rows;
        faults.addAll(InvariantCheck.faults(rows));
        called.forEach(
                call -> require(calls.add(call), call.jobId(), "attempt " + call.attempt() + " was called twice"));
        Map<UUID, JobRow> jobs = rows.jobs().stream().collect(Collectors.toMap(JobRow::jobId, job -> job));
        stored.forEach(one -> require(jobs.containsKey(one.jobId()), one.jobId(), "was acknowledged and is lost"));
        for (int i = 0; i < plan.workers(); i++) {
            for (Submission<String, String> one : plan.own(i)) {
                UUID id = one.id().orElseThrow();
                require(jobs.containsKey(id), id, "was submitted and is lost");
            }
        }
        if (rows.jobs().size() != plan.total()) {
            faults.add(rows.jobs().size() + " jobs instead of " + plan.total());
        }
        Map<UUID, ResultRow> results =
                rows.results().stream().collect(Collectors.toMap(ResultRow::jobId, result -> result));
        Map<UUID, List<NoticeRow>> notices = rows.notices().stream().collect(Collectors.groupingBy(NoticeRow::jobId));
        rows.attempts().forEach(row -> ends.put(new Saying(row.jobId(), row.attempt()), row));
        for (JobRow job : rows.jobs()) {
            ended(job, results.get(job.jobId()));
            counted(job, results.get(job.jobId()));
            int told = notices.getOrDefault(job.jobId(), List.of()).size();
            require(told == (job.status().equals("failed") ? 1 : 0), job.jobId(), "has " + told + " notices");
        }
    }

    /** Every end is the one that the input asks for, whatever happened on the way. */
    private void ended(JobRow job, ResultRow result) {
        Script script = Script.parse(job.input());
        String wanted = script.ending() == Ending.ANSWER ? "completed" : "failed";
        require(job.status().equals(wanted), job.jobId(), "is " + job.status() + " " + job.failureCode());
        String output = result == null ? null : result.output();
        String right = script.ending() == Ending.ANSWER ? script.answer() : null;
        require(Objects.equals(output, right), job.jobId(), "has the result " + output);
        FailureCode code = switch (script.ending()) {
            case ANSWER -> null;
            case REFUSE -> FailureCode.REFUSED;
            case HALT -> FailureCode.WORKER_LOST;
        };
        require(Objects.equals(job.failureCode(), code == null ? null : code.name()), job.jobId(), job.failureCode());
        // The last call that counts is one that the script lets end so.
        require(job.attempts() > script.failures(), job.jobId(), "ended in attempt " + job.attempts());
    }

    /** Every call was counted before it began, and none was put back, so that attempts and lease tokens are the same. */
    private void counted(JobRow job, ResultRow result) {
        UUID id = job.jobId();
        require(job.leaseToken() == job.attempts(), id, job.leaseToken() + " claims, " + job.attempts() + " attempts");
        List<Saying> own =
                calls.stream().filter(call -> call.jobId().equals(id)).toList();
        require(own.size() <= job.attempts(), id, own.size() + " calls, " + job.attempts() + " attempts");
        for (Saying call : own) {
            boolean completed = result != null && result.attempt() == call.attempt();
            require(
                    ends.containsKey(call) != completed,
                    id,
                    "attempt " + call.attempt() + " was called, has no one end");
        }
        if (result != null) {
            require(calls.contains(new Saying(id, result.attempt())), id, "has a result that nobody computed");
        }
    }

    private void require(boolean holds, UUID job, String fault) {
        if (!holds) {
            faults.add("job " + job + ": " + fault);
        }
    }

    List<String> faults() {
        return faults;
    }

    StoreRows rows() {
        return rows;
    }

    /** Returns the attempts that ended because their lease ran out. */
    Set<Saying> lost() {
        return ends.entrySet().stream()
                .filter(end -> end.getValue().outcome().equals("lease_expired"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Returns those among the lost attempts whose analyser was called. */
    Set<Saying> lostCalls() {
        return lost().stream().filter(calls::contains).collect(Collectors.toSet());
    }
}
