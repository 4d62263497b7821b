package dev.analysisjobs.jdbc;

import dev.analysisjobs.contract.Requests;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Brings jobs to where a test needs them. */
final class Jobs {
    static final Duration LEASE = Duration.ofMinutes(10);

    private Jobs() {}

    static NewJob submit(JobStore store) {
        return submit(store, Sample.job());
    }

    static NewJob submit(JobStore store, Sample sample) {
        NewJob job = sample.build();
        store.insert(List.of(job));
        return job;
    }

    static List<ClaimedJob> claim(JobStore store, int limit) {
        return Requests.claim(store, "node-a", Map.of(Sample.TYPE, limit), limit, LEASE);
    }

    static ClaimedJob claimed(JobStore store) {
        submit(store);
        return claim(store, 1).get(0);
    }

    /** Waits until some session of the PostgreSQL server waits for a lock. */
    static void awaitAWaiter(Space space) {
        while (space.query("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'", row -> row.getInt(1))
                .get(0)
                .equals(0)) {
            Thread.onSpinWait();
        }
    }
}
