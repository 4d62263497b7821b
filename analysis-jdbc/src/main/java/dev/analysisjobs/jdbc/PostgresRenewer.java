package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.LeaseRef;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Renews leases by one statement, which locks their jobs in order and says which it renewed. */
final class PostgresRenewer implements LeaseRenewer {
    static final String RENEW = """
            WITH locked AS (
                SELECT r.job_id, r.token, r.lease
                FROM unnest(:job_id::uuid[], :token::bigint[], :node::text[], :lease::bigint[])
                    AS r (job_id, token, node, lease)
                JOIN {jobs} j ON j.job_id = r.job_id
                WHERE j.status = 'processing' AND j.lease_token = r.token AND j.lease_owner = r.node
                ORDER BY j.job_id
                FOR NO KEY UPDATE OF j
            )
            UPDATE {jobs} j
            SET lease_until = {now} + l.lease * INTERVAL '1 microsecond'
            FROM locked l
            WHERE j.job_id = l.job_id AND j.status = 'processing' AND j.lease_token = l.token
            RETURNING j.job_id, j.lease_token
            """;

    private final NamedSql renew;

    PostgresRenewer(SqlTexts texts) {
        renew = texts.sql(RENEW);
    }

    @Override
    public Set<LeaseRef> renew(Tx tx, String node, List<LeaseRef> leases, long leaseMicros) throws SQLException {
        List<Params> rows = leases.stream()
                .map(lease -> LeaseRenewer.params(node, lease, leaseMicros))
                .toList();
        return new HashSet<>(
                tx.queryEach(renew, rows, row -> new LeaseRef(row.uuid("job_id"), row.whole("lease_token"))));
    }
}
