package dev.analysisjobs.port;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answer a claim.
 *
 * @param jobs the claimed jobs in the order of claims, possibly none
 * @param heldBack whether more may be due of some type, but a limit across nodes or another node's claim under that limit
 *     stands in the way
 * @param askAgainIn when it is worth to ask again although nothing else happens: a permit comes, or the other claim will be
 *     over; null means that nothing of the kind is known
 * @since 0.1
 */
public record Claimed(
        List<ClaimedJob> jobs, boolean heldBack, @Nullable Duration askAgainIn) {
    public Claimed {
        jobs = List.copyOf(jobs);
    }

    /** Answer a claim that was made under limits across nodes, possibly none. */
    public static Claimed under(List<Allowance> allowances, List<ClaimedJob> jobs) {
        return new Claimed(
                jobs,
                allowances.stream().anyMatch(allowance -> allowance.holdsBack(jobs)),
                allowances.stream()
                        .map(allowance -> allowance.nextPermitIn(jobs))
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    /** Add that another node's claim stands in the way, and when it will be over. */
    public Claimed busyFor(Duration other) {
        return new Claimed(jobs, true, askAgainIn == null || other.compareTo(askAgainIn) < 0 ? other : askAgainIn);
    }
}
