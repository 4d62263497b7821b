package dev.analysisjobs.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Claims in one statement. The subquery per type walks the index of pending jobs in claim order and stops at the type's free
 * slots. Its plan must not depend on statistics, which are always stale for a queue: no other index can answer the subquery,
 * and the update reaches its rows by an array of ids, which leaves the planner nothing but the primary key.
 */
final class PostgresClaimer implements JobClaimer {
    static final String CLAIM = """
            WITH wanted AS (
                SELECT w.type, w.slots
                FROM unnest(:type::text[], :slots::int[]) AS w (type, slots)
                WHERE NOT EXISTS (
                    SELECT 1 FROM {pauses} p
                    WHERE p.analysis_type IN (w.type, '*')
                        AND (p.paused_until IS NULL OR p.paused_until > {now}))
            ), due AS MATERIALIZED (
                SELECT d.job_id, d.claim_rank
                FROM wanted w CROSS JOIN LATERAL (
                    SELECT j.job_id, j.claim_rank
                    FROM {jobs} j
                    WHERE j.status = 'pending' AND j.analysis_type = w.type
                        AND j.claim_rank <= {after:most_ahead} AND j.run_at <= {now}
                        AND j.deadline_at > {now} AND j.attempts < j.max_attempts
                    ORDER BY j.claim_rank, j.job_id
                    LIMIT w.slots
                    FOR UPDATE SKIP LOCKED) d
            ), picked AS (
                SELECT job_id FROM due ORDER BY claim_rank, job_id LIMIT CAST(:limit AS int)
            )
            UPDATE {jobs}
            SET status = 'processing', attempts = attempts + 1, lease_token = lease_token + 1, lease_owner = :node,
                lease_until = {after:lease}, started_at = {now}
            WHERE job_id = ANY (ARRAY(SELECT job_id FROM picked))
            RETURNING {job_columns}, input, checkpoint, context
            """;

    private final NamedSql claim;

    PostgresClaimer(SqlTexts texts) {
        claim = texts.sql(CLAIM);
    }

    @Override
    public List<Claimed> claim(Tx tx, String node, Map<String, Integer> slots, int limit, long leaseMicros)
            throws SQLException {
        List<String> types = new ArrayList<>();
        List<Integer> most = new ArrayList<>();
        slots.forEach((type, free) -> {
            types.add(type);
            most.add(Math.min(free, limit));
        });
        return tx.query(
                claim,
                Params.of("type", types)
                        .with("slots", most)
                        .with("limit", limit)
                        .with("most_ahead", MOST_AHEAD)
                        .with("node", node)
                        .with("lease", leaseMicros),
                Claimed::of);
    }
}
