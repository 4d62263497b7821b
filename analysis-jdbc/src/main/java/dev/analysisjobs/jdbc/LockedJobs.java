package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.ClaimRank;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.LeaseRef;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Locks jobs until the end of the transaction, always in the order of their ids, so that writers of the same jobs wait for
 * each other and never in a circle.
 */
final class LockedJobs {
    static final String LOCK = """
            SELECT job_id, status, attempts, lease_token, lease_owner, started_at, operator_retries,
                CASE WHEN lease_until < {now} THEN 1 ELSE 0 END AS lease_expired,
                CASE WHEN deadline_at < {now} THEN 1 ELSE 0 END AS overdue
            FROM {jobs} {by_id}
            WHERE job_id {in:ids}
            ORDER BY job_id
            FOR UPDATE
            """;

    private static final String SKIP_LOCKED = "SKIP LOCKED";
    /** MariaDB makes a table of a list of 1,000, and then locks in an order of its own. */
    private static final int MOST_IDS = 500;

    private final NamedSql lock;
    private final NamedSql lockFree;

    LockedJobs(SqlTexts texts) {
        lock = texts.sql(LOCK);
        lockFree = texts.sql(LOCK + SKIP_LOCKED);
    }

    /** A job that nobody else can change until the end of the transaction. */
    record Locked(
            UUID id,
            JobStatus status,
            int attempts,
            long leaseToken,
            @Nullable String leaseOwner,
            @Nullable Instant startedAt,
            int operatorRetries,
            boolean leaseExpired,
            boolean overdue) {

        private static Locked of(Row row) throws SQLException {
            return new Locked(
                    row.uuid("job_id"),
                    JobStatus.ofWord(row.text("status")),
                    row.integer("attempts"),
                    row.whole("lease_token"),
                    row.textOrNull("lease_owner"),
                    row.instantOrNull("started_at"),
                    row.integer("operator_retries"),
                    row.flag("lease_expired"),
                    row.flag("overdue"));
        }

        boolean isHeldBy(LeaseRef lease) {
            return status == JobStatus.PROCESSING && leaseToken == lease.token();
        }
    }

    /** Locks jobs, waiting for whoever holds them. */
    Map<UUID, Locked> lock(Tx tx, Collection<UUID> ids) throws SQLException {
        return run(lock, tx, ids);
    }

    /** Locks jobs, without those that somebody else holds. */
    Map<UUID, Locked> lockFree(Tx tx, Collection<UUID> ids) throws SQLException {
        return run(lockFree, tx, ids);
    }

    private static Map<UUID, Locked> run(NamedSql sql, Tx tx, Collection<UUID> ids) throws SQLException {
        Map<UUID, Locked> locked = new HashMap<>();
        List<UUID> inOrder = ids.stream().distinct().sorted(ClaimRank.IDS).toList();
        for (int from = 0; from < inOrder.size(); from += MOST_IDS) {
            List<UUID> some = inOrder.subList(from, Math.min(from + MOST_IDS, inOrder.size()));
            for (Locked job : tx.query(sql, Params.of("ids", some), Locked::of)) {
                locked.put(job.id(), job);
            }
        }
        return locked;
    }
}
