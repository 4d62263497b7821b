package dev.analysisjobs.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Stand still until told to move: the clock of an in-memory store in tests. Thread-safe.
 *
 * @since 0.1
 */
public final class SettableClock implements InstantSource {
    private Instant now;

    /** Start at an instant. */
    public SettableClock(Instant start) {
        now = start;
    }

    /** Move on, or back when negative. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }
}
