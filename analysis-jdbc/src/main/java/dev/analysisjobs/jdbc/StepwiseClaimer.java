package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.ClaimRank;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Claims in steps, for databases without an update that returns rows: look for candidates without a lock, lock those of them
 * that nobody else holds, claim them by a guarded update, read them. It looks further ahead than it has slots: nodes that claim
 * at the same time find the same candidates, and the later one goes on with the next.
 */
final class StepwiseClaimer implements JobClaimer {
    private static final int LOOK_AHEAD = 4;

    static final String CANDIDATES = """
            SELECT j.job_id, j.claim_rank
            FROM {jobs} j
            WHERE j.status = 'pending' AND j.analysis_type = :type
                AND j.claim_rank <= {after:most_ahead} AND j.run_at <= {now}
                AND j.deadline_at > {now} AND j.attempts < j.max_attempts
                AND NOT EXISTS (
                    SELECT 1 FROM {pauses} p
                    WHERE p.analysis_type IN (:type, '*') AND (p.paused_until IS NULL OR p.paused_until > {now}))
            ORDER BY j.claim_rank, j.job_id
            LIMIT :slots
            """;

    static final String LOCK = """
            SELECT job_id FROM {jobs} {by_id}
            WHERE job_id {in:ids} AND status = 'pending'
            ORDER BY job_id
            FOR UPDATE SKIP LOCKED
            """;

    static final String CLAIM = """
            UPDATE {jobs} {by_id}
            SET status = 'processing', attempts = attempts + 1, lease_token = lease_token + 1, lease_owner = :node,
                lease_until = {after:lease}, started_at = {now}
            WHERE job_id {in:ids} AND status = 'pending' AND run_at <= {now} AND deadline_at > {now}
                AND attempts < max_attempts
            """;

    static final String READ = """
            SELECT {job_columns}, input, checkpoint, context FROM {jobs} {by_id}
            WHERE job_id {in:ids} AND status = 'processing' AND lease_owner = :node
            """;

    private final NamedSql candidates;
    private final NamedSql lock;
    private final NamedSql claim;
    private final NamedSql read;

    StepwiseClaimer(SqlTexts texts) {
        candidates = texts.sql(CANDIDATES);
        lock = texts.sql(LOCK);
        claim = texts.sql(CLAIM);
        read = texts.sql(READ);
    }

    private record Candidate(String type, ClaimRank rank) {}

    @Override
    public List<Claimed> claim(Tx tx, String node, Map<String, Integer> slots, int limit, long leaseMicros)
            throws SQLException {
        List<Candidate> candidates = candidates(tx, slots, limit);
        Map<String, Integer> free = new HashMap<>(slots);
        List<UUID> locked = new ArrayList<>();
        while (locked.size() < limit) {
            Map<UUID, String> wanted = next(candidates, free, limit - locked.size());
            if (wanted.isEmpty()) {
                break;
            }
            List<UUID> ids = List.copyOf(wanted.keySet());
            for (UUID id : tx.query(lock, Params.of("ids", ids), row -> row.uuid("job_id"))) {
                locked.add(id);
                free.merge(wanted.getOrDefault(id, ""), -1, Integer::sum);
            }
        }
        if (locked.isEmpty()) {
            return List.of();
        }
        Params ids = Params.of("ids", locked).with("node", node).with("lease", leaseMicros);
        tx.update(claim, ids);
        return tx.query(read, ids, Claimed::of);
    }

    private List<Candidate> candidates(Tx tx, Map<String, Integer> slots, int limit) throws SQLException {
        List<Candidate> found = new ArrayList<>();
        for (Map.Entry<String, Integer> type : slots.entrySet()) {
            long most = (long) Math.min(type.getValue(), limit) * LOOK_AHEAD;
            found.addAll(tx.query(
                    candidates,
                    Params.of("type", type.getKey()).with("slots", most).with("most_ahead", MOST_AHEAD),
                    row -> new Candidate(type.getKey(), new ClaimRank(row.instant("claim_rank"), row.uuid("job_id")))));
        }
        found.sort(Comparator.comparing(Candidate::rank));
        return found;
    }

    /** Takes the first candidates that there are slots for off the list. */
    private static Map<UUID, String> next(List<Candidate> candidates, Map<String, Integer> free, int limit) {
        Map<String, Integer> left = new HashMap<>(free);
        Map<UUID, String> taken = new LinkedHashMap<>();
        for (Iterator<Candidate> rest = candidates.iterator(); rest.hasNext() && taken.size() < limit; ) {
            Candidate candidate = rest.next();
            if (left.merge(candidate.type, -1, Integer::sum) >= 0) {
                taken.put(candidate.rank.jobId(), candidate.type);
                rest.remove();
            }
        }
        return taken;
    }
}
