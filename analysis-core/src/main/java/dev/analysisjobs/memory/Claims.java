package dev.analysisjobs.memory;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.port.Allowance;
import dev.analysisjobs.port.ClaimRequest;
import dev.analysisjobs.port.Claimed;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.TypeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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

    Claimed claim(ClaimRequest request, Instant now) {
        Limits limits = new Limits().name("node", request.node(), SafeText.NODE_LIMIT);
        request.types().stream()
                .filter(TypeRequest::isLimited)
                .forEach(type -> limits.name("type", type.type(), SafeText.NAME_LIMIT));
        limits.check();
        Instant until = StoreClock.later(now, "lease", request.lease());
        List<Allowance> allowances = request.types().stream()
                .filter(TypeRequest::isLimited)
                .map(type -> allowance(type, now))
                .toList();
        Map<String, Integer> slots = new HashMap<>();
        request.types().forEach(type -> slots.put(type.type(), type.freeSlots()));
        allowances.forEach(allowance -> slots.put(allowance.request().type(), allowance.most()));
        List<AnalysisJob> candidates = new ArrayList<>();
        slots.forEach((type, free) -> {
            int most = Math.min(free, request.limit());
            if (most > 0 && !tables.pauses.stops(type, now)) {
                candidates.addAll(tables.jobs.claimable(type, most, now));
            }
        });
        List<ClaimedJob> claimed = candidates.stream()
                .sorted(Order.CLAIM)
                .limit(request.limit())
                .map(job -> claim(job, request.node(), now, until))
                .toList();
        allowances.forEach(one -> tables.nextStarts.put(one.request().type(), one.nextAt(claimed)));
        return Claimed.under(allowances, claimed);
    }

    private Allowance allowance(TypeRequest type, Instant now) {
        int running = (int) tables.jobs.in(JobStatus.PROCESSING).stream()
                .filter(row -> row.job().type().equals(type.type()))
                .count();
        return new Allowance(type, running, tables.nextStarts.getOrDefault(type.type(), now), now);
    }

    private ClaimedJob claim(AnalysisJob job, String node, Instant now, Instant until) {
        JobRow row = Objects.requireNonNull(tables.jobs.get(job.id()), "row").claimed(node, now, until);
        tables.jobs.put(row);
        NavigableMap<Long, Attempt> earlier = tables.attempts(job.id());
        Attempt previous = earlier.isEmpty() ? null : earlier.lastEntry().getValue();
        return new ClaimedJob(row.job(), row.input(), row.checkpoint(), previous, row.context(), null);
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
