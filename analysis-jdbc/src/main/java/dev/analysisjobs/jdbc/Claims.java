package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.ClaimRank;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.port.ClaimRequest;
import dev.analysisjobs.port.Claimed;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.TypeRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Gives due jobs to nodes and keeps their leases. */
final class Claims {
    private static final String PREVIOUS = """
            SELECT a.* FROM {attempts} a
            WHERE a.job_id {in:ids}
                AND a.lease_token = (SELECT MAX(b.lease_token) FROM {attempts} b WHERE b.job_id = a.job_id)
            """;

    /** Writes no row, and is refused where no row can be written. */
    private static final String PROBE = """
            UPDATE {jobs} SET lease_until = lease_until WHERE job_id = :job_id AND status = 'processing'
            """;

    private static final UUID NO_JOB = new UUID(0, 0);

    private final Units units;
    private final JobClaimer claimer;
    private final ClaimLimits limits;
    private final LeaseRenewer renewer;
    private final NamedSql previous;
    private final NamedSql probe;

    Claims(Units units, SqlTexts texts) {
        this.units = units;
        claimer = texts.dialect().claimer(texts);
        limits = new ClaimLimits(texts);
        renewer = texts.dialect().renewer(texts);
        previous = texts.sql(PREVIOUS);
        probe = texts.sql(PROBE);
    }

    Claimed claim(ClaimRequest request) {
        TextRule rule = new TextRule().name("lease_owner", request.node(), TextRule.NODE_LIMIT);
        List<TypeRequest> wanted =
                request.types().stream().filter(type -> type.freeSlots() > 0).toList();
        wanted.stream()
                .filter(TypeRequest::isLimited)
                .forEach(type -> rule.name("analysis_type", type.type(), TextRule.NAME_LIMIT));
        rule.check("Claim");
        if (wanted.isEmpty() || request.limit() == 0) {
            return new Claimed(List.of(), false, null);
        }
        Claimed stored = units.write("Claim", tx -> {
            ClaimLimits.Held held = limits.hold(tx, wanted);
            return limits.settle(tx, held, claim(tx, request, held.slots()));
        });
        List<ClaimedJob> jobs = stored.jobs().stream()
                .map(this::decoded)
                .sorted(Comparator.comparing(one -> ClaimRank.of(one.job())))
                .toList();
        return new Claimed(jobs, stored.heldBack(), stored.askAgainIn());
    }

    private List<ClaimedJob> claim(Tx tx, ClaimRequest request, Map<String, Integer> slots) throws SQLException {
        if (slots.isEmpty()) {
            return List.of();
        }
        long lease = Micros.of("lease", request.lease());
        List<JobClaimer.Claimed> claimed = claimer.claim(tx, request.node(), slots, request.limit(), lease);
        Map<UUID, Attempt> earlier = previous(tx, claimed);
        return claimed.stream()
                .map(one -> new ClaimedJob(
                        one.job(),
                        one.input(),
                        one.checkpoint(),
                        earlier.get(one.job().id()),
                        one.context(),
                        null))
                .toList();
    }

    /** Decodes what was claimed, which may call the app's code, when no connection is held. */
    private ClaimedJob decoded(ClaimedJob stored) {
        Payloads payloads = units.payloads();
        UUID id = stored.job().id();
        Attempt previous = stored.previous();
        try {
            String input = payloads.decode("input", id, stored.input());
            String checkpoint =
                    stored.checkpoint() == null ? null : payloads.decode("checkpoint", id, stored.checkpoint());
            return new ClaimedJob(stored.job(), input, checkpoint, previous, stored.context(), null);
        } catch (StoreException unreadable) {
            return new ClaimedJob(stored.job(), "", null, previous, stored.context(), unreadable.getMessage());
        }
    }

    private Map<UUID, Attempt> previous(Tx tx, List<JobClaimer.Claimed> claimed) throws SQLException {
        List<UUID> again = claimed.stream()
                .map(JobClaimer.Claimed::job)
                .filter(job -> job.lease() != null && job.lease().token() > 1)
                .map(AnalysisJob::id)
                .toList();
        Map<UUID, Attempt> found = new HashMap<>();
        if (!again.isEmpty()) {
            for (Attempt attempt : tx.query(previous, Params.of("ids", again), HistoryRows::previous)) {
                found.put(attempt.jobId(), attempt);
            }
        }
        return found;
    }

    Set<LeaseRef> renew(String node, Collection<LeaseRef> leases, Duration lease) {
        if (leases.isEmpty()) {
            units.repeatable("Heartbeat", tx -> tx.update(probe, Params.of("job_id", NO_JOB)));
            return Set.of();
        }
        long leaseMicros = Micros.of("lease", lease);
        List<LeaseRef> inOrder = leases.stream()
                .distinct()
                .sorted(Comparator.comparing(LeaseRef::jobId, ClaimRank.IDS))
                .toList();
        return units.repeatable("Renewal of leases", tx -> renewer.renew(tx, node, inOrder, leaseMicros));
    }
}
