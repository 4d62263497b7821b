package dev.analysisjobs.model;

/**
 * Name what alerts are raised for. The names are stored, and are the codes of alerts' notices.
 *
 * @since 0.1
 */
public enum AlertRule {
    /** Leases ran out and no node took their jobs. */
    STUCK_JOBS,
    /** The audit found stored results incomplete. */
    INCOMPLETE_RESULTS,
    /** Too large a share of a type's jobs failed lately. */
    FAILURE_RATIO,
    /** A due job of a type waits for too long. */
    QUEUE_AGE,
    /** Jobs of a type are due, it is not paused, and none runs. */
    NO_WORKER,
    /** A type is paused: for its quota, its credentials, or by hand. */
    PAUSED,
    /** Hung calls keep slots of a node. */
    LEAKED_SLOTS,
    /** A notice waits for its delivery for too long. */
    UNDELIVERED_NOTICES;

    /** Return the code that an alert's notice carries. */
    public FailureCode code() {
        return new FailureCode(name());
    }
}
