package dev.analysisjobs.port;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Show what waits and runs, and how jobs ended lately: what health checks and gauges ask for again and again.
 *
 * @param types the types that have any such job, in no order
 * @param expiredLeases processing jobs whose lease ran out and was not taken yet
 * @param oldestExpired how long ago the first of these leases ran out; null when there is none
 * @since 0.1
 */
public record Backlog(
        List<OfType> types, long expiredLeases, @Nullable Duration oldestExpired) {
    public Backlog {
        types = List.copyOf(types);
    }

    /**
     * Show one type.
     *
     * @param pending jobs that wait, due or not
     * @param processing jobs that run
     * @param completed jobs that completed within the window
     * @param failed jobs that failed within the window
     * @param oldestDue how long the longest-waiting due job has been due; null when none waits
     * @param oldestProcessing how long the longest-running attempt has run; null when none runs
     */
    public record OfType(
            String type,
            long pending,
            long processing,
            long completed,
            long failed,
            @Nullable Duration oldestDue,
            @Nullable Duration oldestProcessing) {

        /** Return how many jobs completed or failed within the window. */
        public long ended() {
            return completed + failed;
        }

        /**
         * Return whether too large a share of the jobs that ended failed.
         *
         * @param share from 0 to 1; the share itself is not too large
         * @param least counted from so many ended jobs on
         */
        public boolean failsMoreThan(double share, long least) {
            return ended() >= Math.max(1, least) && (double) failed / ended() > share;
        }
    }
}
