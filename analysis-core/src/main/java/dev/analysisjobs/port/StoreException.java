package dev.analysisjobs.port;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Report that a store could not do a unit of work.
 *
 * @since 0.1
 */
public final class StoreException extends RuntimeException {

    /** What is left behind, and whether trying again makes sense. */
    public enum Kind {
        /** Nothing was written; the same call may succeed later (lost connection, deadlock, read-only, time-out). */
        TRANSIENT,
        /** The connection was lost while committing: all of it was written or nothing; read the truth back. */
        COMMIT_UNKNOWN,
        /** Nothing was written; this very data is refused and always will be. */
        REFUSED,
        /** A stored payload cannot be decoded, perhaps on this node only; the message names its job. Nothing was changed. */
        UNREADABLE
    }

    private final Kind kind;

    public StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    public Kind kind() {
        return kind;
    }
}
