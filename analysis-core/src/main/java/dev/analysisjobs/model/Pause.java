package dev.analysisjobs.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Show that no node claims jobs of a type.
 *
 * @param type the analysis type, or {@link #EVERYTHING}
 * @param reason why, for people
 * @param since when it was set, on the store's clock
 * @param until when it ends by itself; null means by hand only
 * @since 0.1
 */
public record Pause(
        String type, String reason, Instant since, @Nullable Instant until) {
    /** Stands for all types. */
    public static final String EVERYTHING = "*";
}
