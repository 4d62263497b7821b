package dev.analysisjobs.port;

import dev.analysisjobs.model.JobStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Count jobs.
 *
 * @param counts the numbers by type and status; pairs without a job are left out
 * @param oldestDue how long the longest-waiting due job has been due; null when none waits
 * @param oldestProcessing how long the longest-running attempt has run; null when none runs
 * @param expiredLeases processing jobs whose lease ran out and was not taken yet
 * @since 0.1
 */
public record JobCounts(
        List<Count> counts,
        @Nullable Duration oldestDue,
        @Nullable Duration oldestProcessing,
        long expiredLeases) {
    public JobCounts {
        counts = List.copyOf(counts);
    }

    /** How many jobs of one type have one status. */
    public record Count(String type, JobStatus status, long jobs) {}

    /** Return how many jobs have a status. */
    public long of(JobStatus status) {
        return counts.stream()
                .filter(count -> count.status() == status)
                .mapToLong(Count::jobs)
                .sum();
    }
}
