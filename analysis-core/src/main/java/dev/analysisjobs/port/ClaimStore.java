package dev.analysisjobs.port;

import dev.analysisjobs.model.LeaseRef;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/**
 * Give waiting jobs to nodes and keep their leases.
 *
 * @since 0.1
 */
public interface ClaimStore {

    /**
     * Claim due jobs: pending, due time reached, deadline not passed, type among the asked and not paused. Ordered by
     * {@link dev.analysisjobs.model.ClaimRank}. Each claimed job's attempt and lease token go up by one in the same commit,
     * before this method returns (invariant I8). Two nodes never get the same job: rows that another claim holds are skipped,
     * not waited for.
     *
     * <p>A type that is limited across nodes is claimed by one node at a time; a claim that meets another one's skips the type,
     * so that other types are not held up. The limits are those of the request, applied to what all nodes have running and
     * have started: nodes that ask with different numbers together never get more than the most generous of them. A node that
     * asks without a limit is held back by none, but what it has running counts for the others; what it starts does not
     * count against their rate. An attempt counts against the rate however it ends.
     */
    Claimed claim(ClaimRequest request);

    /**
     * Renew leases of a node in one statement. Without any it writes nothing, but fails as it would with some: nodes without
     * work learn by it whether the store takes writes.
     *
     * @return those that the node still holds, renewed; the others are lost for ever. A lease that ran out but was not taken
     *     yet is still held
     */
    Set<LeaseRef> renew(String node, Collection<LeaseRef> leases, Duration lease);
}
