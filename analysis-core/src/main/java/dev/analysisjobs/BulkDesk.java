package dev.analysisjobs;

import dev.analysisjobs.engine.Engine;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobEvent;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.JobCursor;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.StoreException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Does what operators ask for many jobs, page by page. */
final class BulkDesk {
    private static final int PAGE = 200;
    private static final RetriedJobs NONE = new RetriedJobs(0, 0, 0);

    private final Engine engine;
    private final JobStore store;
    private final Desk desk;

    BulkDesk(Engine engine, Desk desk) {
        this.engine = engine;
        this.store = engine.store();
        this.desk = desk;
    }

    RetriedJobs retryAll(FailureCode code, JobFilter among) {
        Objects.requireNonNull(code, "code");
        requireSame("status", among.status(), JobStatus.FAILED);
        requireSame("failure code", among.failureCode(), code);
        JobFilter filter = among.withStatus(JobStatus.FAILED).withFailureCode(code);
        RetriedJobs all = NONE;
        JobCursor after = null;
        while (true) {
            List<AnalysisJob> page = store.list(filter, after, PAGE);
            if (page.isEmpty()) {
                return all;
            }
            all = all.and(retry(page));
            // A job keeps its place in the list, so one that failed again lies behind.
            after = JobCursor.after(page.get(page.size() - 1));
        }
    }

    private static void requireSame(String part, @Nullable Object asked, Object wanted) {
        if (asked != null && !asked.equals(wanted)) {
            throw new IllegalArgumentException(
                    "The filter asks for " + part + " " + asked + "; what is retried has " + wanted);
        }
    }

    /** Retries jobs in one commit; halves the list when the store refuses one of them. */
    private RetriedJobs retry(List<AnalysisJob> jobs) {
        List<ChangeOutcome> outcomes;
        try {
            outcomes = store.apply(jobs.stream().map(desk::retryOf).toList());
        } catch (StoreException refused) {
            if (refused.kind() != StoreException.Kind.REFUSED) {
                throw refused;
            }
            int half = jobs.size() / 2;
            return half == 0
                    ? new RetriedJobs(0, 0, 1)
                    : retry(jobs.subList(0, half)).and(retry(jobs.subList(half, jobs.size())));
        }
        RetriedJobs told = NONE;
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case APPLIED -> {
                    engine.changed(jobs.get(i), JobEvent.OPERATOR_RETRY, false, null);
                    told = told.and(new RetriedJobs(1, 0, 0));
                }
                case KEY_HELD -> told = told.and(new RetriedJobs(0, 1, 0));
                case LOST -> told = told.and(new RetriedJobs(0, 0, 1));
            }
        }
        return told;
    }

    long erase(String subject) {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("subject is blank");
        }
        long erased = 0;
        while (true) {
            List<AnalysisJob> page = store.erase(subject, PAGE);
            if (page.isEmpty()) {
                return erased;
            }
            erased += page.size();
            store.afterCommit(() -> page.forEach(this::tellErased));
        }
    }

    /** To listeners, and to who waits for it, a job that is erased before its end is cancelled. */
    private void tellErased(AnalysisJob job) {
        if (!job.status().isTerminal()) {
            engine.changed(
                    job,
                    JobEvent.CANCEL,
                    true,
                    new Failure(FailureCode.CANCELLED, "All that was stored about the job's subject was erased"));
        }
    }
}
