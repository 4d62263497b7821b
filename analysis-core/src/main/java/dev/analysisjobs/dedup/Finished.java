package dev.analysisjobs.dedup;

import java.time.Duration;
import java.util.Objects;

/**
 * Say what a submission does that meets a completed job with its key. Failed and cancelled jobs never match.
 *
 * @since 0.1
 */
public sealed interface Finished {

    /** Start a new job. */
    record AlwaysNew() implements Finished {}

    /**
     * Hand out the completed job's result while it passes today's rules.
     *
     * @param maxAge counted from the completion, inclusive; positive
     */
    record ReuseIfComplete(Duration maxAge) implements Finished {
        public ReuseIfComplete {
            Objects.requireNonNull(maxAge, "maxAge");
            if (maxAge.isNegative() || maxAge.isZero()) {
                throw new IllegalArgumentException("maxAge is " + maxAge + ", it must be positive");
            }
        }
    }

    /** Return the policy that always starts a new job: the default. */
    static Finished alwaysNew() {
        return new AlwaysNew();
    }

    /**
     * Return the policy that reuses complete results.
     *
     * @param maxAge how old, counted from its completion, a job may be whose result is handed out
     */
    static Finished reuseIfComplete(Duration maxAge) {
        return new ReuseIfComplete(maxAge);
    }

    /** Return whether a completed job keeps its key, so that its result can be found again. */
    default boolean reuses() {
        return this instanceof ReuseIfComplete;
    }
}
