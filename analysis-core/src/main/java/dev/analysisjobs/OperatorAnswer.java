package dev.analysisjobs;

/**
 * Say what a cancel or retry did. Losing a race is an answer, never an exception.
 *
 * @since 0.1
 */
public enum OperatorAnswer {
    /** It is done and committed. */
    DONE,
    /** The job is not in a status that allows it; nothing was changed. */
    NOT_APPLICABLE,
    /** Another job holds the same key; retry when that has ended, or submit anew. Nothing was changed. */
    KEY_HELD,
    /** There is no such job. */
    NOT_FOUND
}
