package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.LeaseRef;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Renews the leases of a node in the way of one database. To do it once more changes nothing but the end of the leases. */
interface LeaseRenewer {

    /**
     * Renews the leases that the node still holds, and returns these.
     *
     * @param leases without repetition, in the order of their jobs' ids, which is the order of locking
     */
    Set<LeaseRef> renew(Tx tx, String node, List<LeaseRef> leases, long leaseMicros) throws SQLException;

    /** Returns the values for one lease. */
    static Params params(String node, LeaseRef lease, long leaseMicros) {
        return Params.of("job_id", lease.jobId())
                .with("token", lease.token())
                .with("node", node)
                .with("lease", leaseMicros);
    }
}
