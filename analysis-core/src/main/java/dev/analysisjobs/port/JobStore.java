package dev.analysisjobs.port;

import java.time.Duration;
import java.time.Instant;

/**
 * Keep jobs, results, attempts and notices durably. Thread-safe. Every method is one unit of work: it is wholly done when it
 * returns and leaves nothing when it throws {@link StoreException}, except where that exception's kind says otherwise.
 *
 * <p>All decisions about leases and due times are taken on the store's clock; callers pass durations, none negative or
 * above {@link #DURATION_LIMIT}: any other is an {@link IllegalArgumentException}. Instants are kept in microseconds, cut, never
 * rounded. No method keeps a transaction or a connection open after it returns.
 *
 * @since 0.1
 */
public interface JobStore
        extends SubmitStore,
                ClaimStore,
                ChangeStore,
                SweepStore,
                RetentionStore,
                NoticeStore,
                PauseStore,
                AlertStore,
                QueryStore,
                WakeUps,
                AutoCloseable {

    /** The longest duration that a store takes: what every database can add to its clock. */
    Duration DURATION_LIMIT = Duration.ofDays(36_500);

    /** Return the store's clock. */
    Instant now();

    /** Free what the store itself opened; what it was given stays open. Idempotent. */
    @Override
    void close();
}
