package dev.analysisjobs.model;

/**
 * Name what can happen to a stored job. Which event is legal in which status is {@link Transitions}' table.
 *
 * @since 0.1
 */
public enum JobEvent {
    /** A node takes the job: attempt and lease token go up by one. */
    CLAIM,
    /** The attempt's output passed validation. */
    COMPLETE,
    /** The attempt failed; attempts and age are left. */
    ATTEMPT_FAILED,
    /** The attempt failed for good: permanent, or attempts or age are used up. */
    GIVE_UP,
    /** The attempt ended without being charged: shutdown, rate limit, quota, "ask again later". */
    PUT_BACK,
    /** The lease ran out: its worker is lost or stuck. */
    LEASE_EXPIRED,
    /** The job's deadline passed while it waited. */
    DEADLINE_PASSED,
    /** A caller or operator no longer wants the job. */
    CANCEL,
    /** An operator starts an ended job anew with a fresh attempt budget. */
    OPERATOR_RETRY,
    /** The audit proved a stored result incomplete. */
    FOUND_INCOMPLETE
}
