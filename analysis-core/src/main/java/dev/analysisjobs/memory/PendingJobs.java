package dev.analysisjobs.memory;

import dev.analysisjobs.model.AnalysisJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Keep one type's pending jobs in the order in which they are claimed. Jobs that are not due yet wait in a set of their own,
 * so that a claim steps neither over them nor over finished jobs.
 */
final class PendingJobs {
    private final TreeSet<AnalysisJob> later = new TreeSet<>(Order.DUE);
    private final TreeSet<AnalysisJob> due = new TreeSet<>(Order.CLAIM);

    void add(AnalysisJob job) {
        later.add(job);
    }

    void remove(AnalysisJob job) {
        if (!later.remove(job)) {
            due.remove(job);
        }
    }

    /** Return the first jobs that may be claimed now. */
    List<AnalysisJob> claimable(int limit, Instant now) {
        while (!later.isEmpty() && !later.first().runAt().isAfter(now)) {
            due.add(later.pollFirst());
        }
        List<AnalysisJob> found = new ArrayList<>();
        for (AnalysisJob job : due) {
            if (found.size() == limit) {
                break;
            }
            // A clock that was set back makes a job early again.
            if (!job.runAt().isAfter(now) && !job.deadlineAt().isBefore(now)) {
                found.add(job);
            }
        }
        return found;
    }
}
