package dev.analysisjobs.model;

import java.util.Locale;

/**
 * Say how an attempt that did not complete left its job. Stored as its lower-case {@link #word()}.
 *
 * @since 0.1
 */
public enum AttemptEnd {
    /** The job waits for another attempt. */
    RETRIED,
    /** The job failed with this attempt. */
    GAVE_UP,
    /** The job waits; the attempt was not charged. */
    PUT_BACK,
    /** The lease ran out and the sweep took the job from its worker. */
    LEASE_EXPIRED,
    /** The job was cancelled while the attempt ran. */
    CANCELLED,
    /** The attempt had completed; the audit later proved its result incomplete. */
    FOUND_INCOMPLETE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Return the word that stands in the database. */
    public String word() {
        return word;
    }

    /**
     * Return the end that a stored word stands for.
     *
     * @throws IllegalArgumentException when the word is unknown; it names the word
     */
    public static AttemptEnd ofWord(String word) {
        for (AttemptEnd end : values()) {
            if (end.word.equals(word)) {
                return end;
            }
        }
        throw new IllegalArgumentException("Unknown attempt end '" + word + "'");
    }
}
