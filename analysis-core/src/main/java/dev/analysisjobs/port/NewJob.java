package dev.analysisjobs.port;

import dev.analysisjobs.model.DedupKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ask a store for a new pending job.
 *
 * @param id its id, UUIDv7 or the caller's own
 * @param type the analysis type's name
 * @param typeVersion the type's version
 * @param subject who or what it is about
 * @param priority a head start in the order of claims; see {@link dev.analysisjobs.model.ClaimRank}
 * @param input the encoded input
 * @param key what deduplication knows it by
 * @param holdsKey whether it takes the active key; false makes it invisible to deduplication while it runs
 * @param maxAttempts the attempt budget, at least 1
 * @param notBefore not to be started earlier; null means at once
 * @param maxAge counted from the due time, after which a waiting job is failed
 * @param context what a {@link ContextCarrier} captured, at most {@link ContextCarrier#LIMIT} characters
 * @since 0.1
 */
public record NewJob(
        UUID id,
        String type,
        String typeVersion,
        String subject,
        int priority,
        String input,
        DedupKey key,
        boolean holdsKey,
        int maxAttempts,
        @Nullable Instant notBefore,
        Duration maxAge,
        @Nullable String context) {
    public NewJob {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(typeVersion, "typeVersion");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(maxAge, "maxAge");
    }
}
