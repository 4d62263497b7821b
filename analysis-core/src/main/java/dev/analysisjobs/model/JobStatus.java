package dev.analysisjobs.model;

import java.util.Locale;

/**
 * Say where a job is in its life. Stored as its lower-case {@link #word()}, which is a public contract for SQL readers.
 *
 * @since 0.1
 */
public enum JobStatus {
    /** Waits for its due time or for a free slot. */
    PENDING,
    /** One attempt holds the lease. */
    PROCESSING,
    /** Ended with a result that passed validation. */
    COMPLETED,
    /** Ended without a result, with a failure code and a message. */
    FAILED,
    /** Ended by a caller's wish. */
    CANCELLED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Return the word that stands in the database. */
    public String word() {
        return word;
    }

    /** Return whether a job in this status has ended; only an explicit operator retry or the audit moves it again. */
    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /**
     * Return the status that a stored word stands for.
     *
     * @throws IllegalArgumentException when the word is not one of the five; it names the word
     */
    public static JobStatus ofWord(String word) {
        for (JobStatus status : values()) {
            if (status.word.equals(word)) {
                return status;
            }
        }
        throw new IllegalArgumentException(
                "Unknown job status '" + word + "': known are pending, processing, completed, failed, cancelled");
    }
}
