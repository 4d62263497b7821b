package dev.analysisjobs.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * Say where a waiting job stands in the order of claims: by its due time less its head start, then by its id. A priority is a
 * head start of {@link #HEAD_START} per point, so it ages by itself: a job is overtaken only by jobs that fall due within the
 * difference of their head starts after it, and never for ever.
 *
 * @param at the due time less the head start
 * @param jobId decides between equal instants, as a database orders ids
 * @since 0.1
 */
public record ClaimRank(Instant at, UUID jobId) implements Comparable<ClaimRank> {
    /** What one point of priority is worth. */
    public static final Duration HEAD_START = Duration.ofMinutes(1);

    /** The highest priority; its negative is the lowest. */
    public static final int PRIORITY_LIMIT = 1_000;

    /** Ids as unsigned bytes, as databases compare them; {@link UUID#compareTo} compares signed. */
    public static final Comparator<UUID> IDS = (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    };

    private static final Comparator<ClaimRank> ORDER =
            Comparator.comparing(ClaimRank::at).thenComparing(ClaimRank::jobId, IDS);

    /** Return the rank of a job. */
    public static ClaimRank of(AnalysisJob job) {
        return new ClaimRank(job.runAt().minus(HEAD_START.multipliedBy(job.priority())), job.id());
    }

    /** Return whether a priority is within its limits. */
    public static boolean isPriority(int value) {
        return value >= -PRIORITY_LIMIT && value <= PRIORITY_LIMIT;
    }

    @Override
    public int compareTo(ClaimRank other) {
        return ORDER.compare(this, other);
    }
}
