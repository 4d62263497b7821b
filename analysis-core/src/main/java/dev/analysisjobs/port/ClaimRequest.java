package dev.analysisjobs.port;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Ask a store for due jobs.
 *
 * @param node the claiming node's id
 * @param types what is wanted, each type once; types not listed are not claimed
 * @param limit how many jobs in all at most
 * @param lease how long the leases live unless renewed
 * @since 0.1
 */
public record ClaimRequest(String node, List<TypeRequest> types, int limit, Duration lease) {

    /**
     * Check the parts.
     *
     * @throws IllegalArgumentException naming the part, its value and its limit
     */
    public ClaimRequest {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(lease, "lease");
        types = List.copyOf(types);
        if (limit < 0) {
            throw new IllegalArgumentException("limit is " + limit + ", the least is 0");
        }
        if (lease.isNegative() || lease.compareTo(JobStore.DURATION_LIMIT) > 0) {
            throw new IllegalArgumentException(
                    "lease is " + lease + ", it must be between PT0S and " + JobStore.DURATION_LIMIT);
        }
        Set<String> names = new HashSet<>();
        for (TypeRequest type : types) {
            if (!names.add(type.type())) {
                throw new IllegalArgumentException("type '" + type.type() + "' is asked for twice");
            }
        }
    }
}
