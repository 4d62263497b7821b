package dev.analysisjobs.port;

import dev.analysisjobs.model.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decide what one claim may take of a type that is limited across nodes. Pure: the store brings the numbers, and keeps others
 * from claiming this type under its limit from before it read them until the claim is committed.
 *
 * @param request what the node asks for
 * @param running how many jobs of the type are processing in the whole store, also those whose lease ran out
 * @param nextAt the instant kept for the rate, see {@link RateLimit}; any past one for a type that never started
 * @param now the store's clock
 * @since 0.1
 */
public record Allowance(TypeRequest request, int running, Instant nextAt, Instant now) {

    /** Return how many jobs the claim may take. */
    public int most() {
        int most = Math.min(request.freeSlots(), underConcurrency());
        RateLimit rate = request.rate();
        return rate == null ? most : Math.min(most, rate.free(nextAt, now));
    }

    /**
     * Return the instant to keep for the rate after a claim.
     *
     * @param claimed what was claimed, also of other types
     */
    public Instant nextAt(List<ClaimedJob> claimed) {
        RateLimit rate = request.rate();
        return rate == null
                ? nextAt
                : mine(claimed)
                        .findFirst()
                        .map(job -> rate.after(taken(claimed), nextAt, job.startedAt()))
                        .orElseGet(() -> rate.after(0, nextAt, now));
    }

    /**
     * Return whether a limit across nodes ended a claim, so that more may be due.
     *
     * @param claimed what was claimed, also of other types
     */
    public boolean holdsBack(List<ClaimedJob> claimed) {
        int taken = taken(claimed);
        return taken >= most() && taken < request.freeSlots();
    }

    /**
     * Return how long after a claim it takes until the rate allows more; null when it is not the rate that holds back.
     *
     * @param claimed what was claimed, also of other types
     */
    public @Nullable Duration nextPermitIn(List<ClaimedJob> claimed) {
        RateLimit rate = request.rate();
        if (rate == null || !holdsBack(claimed) || taken(claimed) >= underConcurrency()) {
            return null;
        }
        return rate.waitFor(nextAt(claimed), now);
    }

    private int underConcurrency() {
        Integer most = request.mostAcrossNodes();
        return most == null ? Integer.MAX_VALUE : Math.max(0, most - running);
    }

    private int taken(List<ClaimedJob> claimed) {
        return (int) mine(claimed).count();
    }

    private Stream<ClaimedJob> mine(List<ClaimedJob> claimed) {
        return claimed.stream().filter(job -> job.job().type().equals(request.type()));
    }
}
