package dev.analysisjobs.jdbc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Durations as databases count them here. */
final class Micros {
    private static final Duration LIMIT = Duration.ofDays(36_500);

    private Micros() {}

    /** Returns a duration in microseconds, cut. */
    static long of(String what, Duration duration) {
        if (duration.isNegative() || duration.compareTo(LIMIT) > 0) {
            throw new IllegalArgumentException(what + " is " + duration + ", it must be between PT0S and " + LIMIT);
        }
        return TimeUnit.MICROSECONDS.convert(duration);
    }
}
