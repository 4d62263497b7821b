package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.ClaimRank;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Claims in steps, for databases without an update that returns rows: look for candidates without a lock, lock those of them
 * that nobody else holds, claim them by a guarded update, read them.
 */
final class StepwiseClaimer implements JobClaimer {
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
            SELECT {job_columns}, input, checkpoint FROM {jobs} {by_id}
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

    @Override
    public List<Claimed> claim(Tx tx, String node, Map<String, Integer> slots, int limit, long leaseMicros)
            throws SQLException {
        List<ClaimRank> found = new ArrayList<>();
        for (Map.Entry<String, Integer> type : slots.entrySet()) {
            found.addAll(tx.query(
                    candidates,
                    Params.of("type", type.getKey())
                            .with("slots", Math.min(type.getValue(), limit))
                            .with("most_ahead", MOST_AHEAD),
                    row -> new ClaimRank(row.instant("claim_rank"), row.uuid("job_id"))));
        }
        List<UUID> wanted =
                found.stream().sorted().limit(limit).map(ClaimRank::jobId).toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<UUID> locked = tx.query(lock, Params.of("ids", wanted), row -> row.uuid("job_id"));
        if (locked.isEmpty()) {
            return List.of();
        }
        Params ids = Params.of("ids", locked).with("node", node).with("lease", leaseMicros);
        tx.update(claim, ids);
        return tx.query(read, ids, Claimed::of);
    }
}
