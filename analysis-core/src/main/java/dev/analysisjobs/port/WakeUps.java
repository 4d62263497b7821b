package dev.analysisjobs.port;

/**
 * Tell pollers that there may be work, so that they need not wait for their next turn.
 *
 * @since 0.1
 */
public interface WakeUps {

    /**
     * Call {@code onWork} soon after work may have become claimable: a submit or put-back committed anywhere the adapter can
     * hear of it. A hint only: it may be called spuriously or never, on any thread. It must not block; what it throws is
     * swallowed.
     *
     * @return closing it ends the calls; idempotent
     */
    AutoCloseable listen(Runnable onWork);
}
