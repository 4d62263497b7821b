package dev.analysisjobs.memory;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.port.ClaimedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;

/** Give waiting jobs to nodes and keep their leases. */
final class Claims {
    private final Tables tables;

    Claims(Tables tables) {
        this.tables = tables;
    }

    List<ClaimedJob> claim(String node, Map<String, Integer> freeSlots, int limit, Duration lease, Instant now) {
        new Limits().name("node", node, SafeText.NODE_LIMIT).check();
        Instant until = StoreClock.later(now, "lease", lease);
        List<AnalysisJob> candidates = new ArrayList<>();
        freeSlots.forEach((type, slots) -> {
            int most = Math.min(slots, limit);
            if (most > 0 && !tables.pauses.stops(type, now)) {
                candidates.addAll(tables.jobs.claimable(type, most, now));
            }
        });
        return candidates.stream()
                .sorted(Order.CLAIM)
                .limit(Math.max(0, limit))
                .map(job -> claim(job, node, now, until))
                .toList();
    }

    private ClaimedJob claim(AnalysisJob job, String node, Instant now, Instant until) {
        JobRow row = Objects.requireNonNull(tables.jobs.get(job.id()), "row").claimed(node, now, until);
        tables.jobs.put(row);
        NavigableMap<Long, Attempt> earlier = tables.attempts(job.id());
        Attempt previous = earlier.isEmpty() ? null : earlier.lastEntry().getValue();
        return new ClaimedJob(row.job(), row.input(), row.checkpoint(), previous);
    }

    Set<LeaseRef> renew(String node, Collection<LeaseRef> leases, Duration lease, Instant now) {
        Instant until = StoreClock.later(now, "lease", lease);
        Set<LeaseRef> held = new LinkedHashSet<>();
        for (LeaseRef ref : leases) {
            JobRow row = tables.jobs.get(ref.jobId());
            if (row != null && row.isHeldWith(ref.token()) && owns(node, row)) {
                tables.jobs.put(row.renewed(until));
                held.add(ref);
            }
        }
        return held;
    }

    private static boolean owns(String node, JobRow row) {
        return row.job().lease() != null && row.job().lease().owner().equals(node);
    }
}
