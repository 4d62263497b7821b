package dev.analysisjobs.memory;

import dev.analysisjobs.port.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Tell the store's time, cut to microseconds as a database keeps it. */
final class StoreClock {
    private final InstantSource source;

    StoreClock(InstantSource source) {
        this.source = source;
    }

    Instant now() {
        return cut(source.instant());
    }

    static Instant cut(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Return an instant that lies a given duration later.
     *
     * @throws IllegalArgumentException naming the duration when it is out of range
     */
    static Instant later(Instant from, String what, Duration by) {
        check(what, by);
        return cut(from.plus(by));
    }

    static void check(String what, Duration by) {
        if (by.isNegative() || by.compareTo(JobStore.DURATION_LIMIT) > 0) {
            throw new IllegalArgumentException(
                    what + " is " + by + ", it must be between PT0S and " + JobStore.DURATION_LIMIT);
        }
    }
}
