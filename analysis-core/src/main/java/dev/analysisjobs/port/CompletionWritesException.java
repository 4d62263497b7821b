package dev.analysisjobs.port;

import dev.analysisjobs.model.SafeText;
import java.util.Objects;

/**
 * Report that {@link CompletionWrites} failed, not the store: the whole transaction was rolled back, nothing was written.
 *
 * @since 0.1
 */
public final class CompletionWritesException extends RuntimeException {
    private final boolean isTransient;

    /**
     * @param isTransient whether the same writes may well succeed when they are run again
     * @param cause what they threw
     */
    public CompletionWritesException(boolean isTransient, Throwable cause) {
        super(
                "the application's own writes failed with " + SafeText.describe(cause),
                Objects.requireNonNull(cause, "cause"));
        this.isTransient = isTransient;
    }

    /** Return whether the same writes may well succeed when they are run again. */
    public boolean isTransient() {
        return isTransient;
    }
}
