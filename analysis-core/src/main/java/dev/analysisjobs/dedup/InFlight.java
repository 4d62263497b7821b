package dev.analysisjobs.dedup;

/**
 * Say what a submission does that meets a job in flight with its key.
 *
 * @since 0.1
 */
public enum InFlight {
    /** It joins that job: one call answers both. */
    JOIN,
    /** It starts a job of its own, which takes no key: deduplication never sees it. */
    ALWAYS_NEW
}
