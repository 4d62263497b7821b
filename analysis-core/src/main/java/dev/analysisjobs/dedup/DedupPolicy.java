package dev.analysisjobs.dedup;

import java.util.Objects;

/**
 * Hold a type's two deduplication policies. Immutable.
 *
 * @param inFlight what a submission does that meets a job in flight
 * @param finished what a submission does that meets a completed job
 * @since 0.1
 */
public record DedupPolicy(InFlight inFlight, Finished finished) {
    private static final DedupPolicy STANDARD = new DedupPolicy(InFlight.JOIN, Finished.alwaysNew());

    public DedupPolicy {
        Objects.requireNonNull(inFlight, "inFlight");
        Objects.requireNonNull(finished, "finished");
        if (inFlight == InFlight.ALWAYS_NEW && finished.reuses()) {
            throw new IllegalArgumentException("inFlight ALWAYS_NEW cannot be combined with finished " + finished
                    + ": jobs that take no key cannot be found again by it");
        }
    }

    /** Return the default: join a job in flight, start anew after a completed one. */
    public static DedupPolicy standard() {
        return STANDARD;
    }

    /** Return whether a new job takes its active key. */
    public boolean holdsKey() {
        return inFlight == InFlight.JOIN;
    }
}
