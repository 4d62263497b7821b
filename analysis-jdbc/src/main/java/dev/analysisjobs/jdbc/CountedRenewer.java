package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.LeaseRef;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Renews leases where an update returns no rows, only their number. All of them are as a rule still held, which the number
 * says; when it is smaller, it takes a second statement to tell which. A lost lease never comes back, so what that one finds
 * was renewed.
 */
final class CountedRenewer implements LeaseRenewer {
    /** For databases that take one row per execution. */
    static final String RENEW_ONE = """
            UPDATE {jobs} SET lease_until = {after:lease}
            WHERE job_id = :job_id AND status = 'processing' AND lease_token = :token AND lease_owner = :node
            """;

    private static final String HELD = """
            SELECT job_id, lease_token FROM {jobs} {by_id}
            WHERE job_id {in:ids} AND status = 'processing' AND lease_owner = :node
            """;

    private final NamedSql renew;
    private final NamedSql held;

    /** @param renew guard: processing with the lease token, owned by the node */
    CountedRenewer(SqlTexts texts, String renew) {
        this.renew = texts.sql(renew);
        held = texts.sql(HELD);
    }

    @Override
    public Set<LeaseRef> renew(Tx tx, String node, List<LeaseRef> leases, long leaseMicros) throws SQLException {
        List<Params> rows = leases.stream()
                .map(lease -> LeaseRenewer.params(node, lease, leaseMicros))
                .toList();
        if (tx.countEach(renew, rows) == leases.size()) {
            return Set.copyOf(leases);
        }
        Params jobs = Params.of(
                        "ids", leases.stream().map(LeaseRef::jobId).distinct().toList())
                .with("node", node);
        Set<LeaseRef> found =
                new HashSet<>(tx.query(held, jobs, row -> new LeaseRef(row.uuid("job_id"), row.whole("lease_token"))));
        found.retainAll(Set.copyOf(leases));
        return found;
    }
}
