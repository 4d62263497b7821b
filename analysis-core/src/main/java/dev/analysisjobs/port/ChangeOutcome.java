package dev.analysisjobs.port;

/**
 * Say what became of a {@link Change}.
 *
 * @since 0.1
 */
public enum ChangeOutcome {
    /** It is committed. */
    APPLIED,
    /** Its guard matched no row: somebody else was earlier. Nothing was written for it. */
    LOST,
    /** An operator retry found another job holding the key. Nothing was written for it. */
    KEY_HELD
}
