package dev.analysisjobs.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stand still until told to move: the clock of an in-memory store in tests. Thread-safe.
 *
 * @since 0.1
 */
public final class SettableClock implements InstantSource {
    private final AtomicReference<Instant> now;

    /** Start at an instant. */
    public SettableClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    /** Move on, or back when negative. */
    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    @Override
    public Instant instant() {
        return now.get();
    }
}
