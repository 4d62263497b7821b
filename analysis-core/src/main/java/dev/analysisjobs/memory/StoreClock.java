package dev.analysisjobs.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Tell the store's time, cut to microseconds as a database keeps it. */
final class StoreClock {
    /** The latest instant that every database can keep; what lies beyond is stored as this one. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

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

    static Instant later(Instant from, Duration by) {
        return by.compareTo(Duration.between(from, LAST)) > 0 ? LAST : cut(from.plus(by));
    }
}
