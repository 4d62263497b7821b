package dev.analysisjobs.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Limit how many attempts may start in a time.
 *
 * <p>The rule is the generic cell rate algorithm in its virtual-scheduling form (ITU-T Recommendation I.371): all that is kept
 * is the instant at which the next start would come if all came evenly. A start is allowed while that instant lies at most
 * {@code burst - 1} intervals ahead, and moves it on by one interval, counted from now when it has passed. It follows that any
 * stretch of time shorter than {@code n} intervals holds at most {@code burst - 1 + n} starts: with a burst of 1 no period
 * ever holds more than its permits, with a greater one at most {@code permits + burst - 1}.
 *
 * @param permits how many attempts may start per period on average: 1 to {@value #PERMITS_LIMIT}
 * @param per the period: 1 s to 31 days
 * @param burst how many may start at once after a quiet time: 1 to {@code permits}
 * @since 0.1
 */
public record RateLimit(int permits, Duration per, int burst) {
    /** The most permits of a period. */
    public static final int PERMITS_LIMIT = 1_000_000;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    /**
     * Check the numbers.
     *
     * @throws IllegalArgumentException naming every fault with its value and limit
     */
    public RateLimit {
        List<String> faults = new ArrayList<>();
        if (permits < 1 || permits > PERMITS_LIMIT) {
            faults.add("rateLimit permits is " + permits + ", it must be between 1 and " + PERMITS_LIMIT);
        }
        if (per.compareTo(SHORTEST) < 0 || per.compareTo(LONGEST) > 0) {
            faults.add("rateLimit per is " + per + ", it must be between " + SHORTEST + " and " + LONGEST);
        }
        if (burst < 1 || burst > Math.max(1, permits)) {
            faults.add("rateLimit burst is " + burst + ", it must be between 1 and the permits, " + permits);
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    /** Return the time between two starts that come evenly, rounded up to microseconds so that no period gets more. */
    public Duration interval() {
        return Duration.of((micros(per) + permits - 1) / permits, ChronoUnit.MICROS);
    }

    /**
     * Return how many attempts may start at an instant.
     *
     * @param nextAt the kept instant
     */
    public int free(Instant nextAt, Instant now) {
        Instant next = cut(nextAt, now);
        long ahead = next.isAfter(now) ? micros(Duration.between(now, next)) : 0;
        long interval = micros(interval());
        return (int) ((burst * interval - ahead) / interval);
    }

    /**
     * Return the instant to keep after starts.
     *
     * @param nextAt the instant kept until now
     * @param starts how many attempts were started, possibly none
     */
    public Instant after(int starts, Instant nextAt, Instant now) {
        Instant next = cut(nextAt, now);
        Instant from = starts > 0 && next.isBefore(now) ? now : next;
        return from.plus(interval().multipliedBy(starts));
    }

    /**
     * Return how long it takes until an attempt may start: zero when one may start now.
     *
     * @param nextAt the kept instant
     */
    public Duration waitFor(Instant nextAt, Instant now) {
        Duration wait = Duration.between(now, cut(nextAt, now)).minus(interval().multipliedBy(burst - 1L));
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /**
     * Cut an instant that these numbers cannot have made: the limit was a slower one until now, or the clock was set back. It
     * would hold everything up for longer than these numbers say.
     */
    private Instant cut(Instant nextAt, Instant now) {
        Instant farthest = now.plus(interval().multipliedBy(burst));
        return nextAt.isAfter(farthest) ? farthest : nextAt;
    }

    /** Return a duration's microseconds, rounded up. */
    private static long micros(Duration duration) {
        return (duration.toNanos() + 999) / 1_000;
    }
}
