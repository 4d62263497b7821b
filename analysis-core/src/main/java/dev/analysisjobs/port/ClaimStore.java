package dev.analysisjobs.port;

import dev.analysisjobs.model.LeaseRef;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Give waiting jobs to nodes and keep their leases.
 *
 * @since 0.1
 */
public interface ClaimStore {

    /**
     * Claim due jobs: pending, due time reached, deadline not passed, type among the given and not paused. Ordered by
     * priority (highest first), then due time, then id. Each claimed job's attempt and lease token go up by one in the same
     * commit, before this method returns (invariant I8). Two nodes never get the same job: rows that another claim holds are
     * skipped, not waited for.
     *
     * @param node the claiming node's id
     * @param freeSlots how many jobs of each type at most; types not listed are not claimed
     * @param limit how many jobs in all at most
     * @param lease how long the leases live unless renewed
     * @return the claimed jobs, possibly none
     */
    List<ClaimedJob> claim(String node, Map<String, Integer> freeSlots, int limit, Duration lease);

    /**
     * Renew leases of a node in one statement. Without any it writes nothing, but fails as it would with some: nodes without
     * work learn by it whether the store takes writes.
     *
     * @return those that the node still holds, renewed; the others are lost for ever. A lease that ran out but was not taken
     *     yet is still held
     */
    Set<LeaseRef> renew(String node, Collection<LeaseRef> leases, Duration lease);
}
