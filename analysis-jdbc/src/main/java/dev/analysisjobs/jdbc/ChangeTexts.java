package dev.analysisjobs.jdbc;

/**
 * The statements that finish attempts, which run for every job. Each takes one row per execution, or many as arrays.
 *
 * @param insertResult stores a result
 * @param insertAttempt records an ended attempt
 * @param insertNotice leaves a notice of a job
 * @param complete guard: processing with the lease token
 * @param retry guard: processing with the lease token, and its lease ran out where the row says {@code only_expired}
 * @param fail the same guard
 */
record ChangeTexts(
        String insertResult, String insertAttempt, String insertNotice, String complete, String retry, String fail) {}
