package dev.analysisjobs.model;

import java.time.Duration;
import java.util.Objects;

/**
 * Compute how long a job waits before its next attempt: exponential with "equal jitter", so half of the wait is fixed and half
 * is random. (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.) Never zero, never over the cap, never
 * an overflow.
 *
 * @param first the wait before the second attempt, at least 1 ms
 * @param factor what each further wait is multiplied with, at least 1
 * @param cap the longest wait, at least {@code first}
 * @since 0.1
 */
public record Backoff(Duration first, double factor, Duration cap) {
    public Backoff {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(cap, "cap");
        if (first.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("backoff.first is " + first + ", the least is PT0.001S");
        }
        if (!(factor >= 1 && factor <= 1_000)) {
            throw new IllegalArgumentException("backoff.factor is " + factor + ", it must be between 1 and 1000");
        }
        if (cap.compareTo(first) < 0 || cap.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException(
                    "backoff.cap is " + cap + ", it must be between backoff.first (" + first + ") and P365D");
        }
    }

    /** Return waits of 5 seconds, doubled each time, up to 5 minutes. */
    public static Backoff standard() {
        return new Backoff(Duration.ofSeconds(5), 2, Duration.ofMinutes(5));
    }

    /**
     * Return the wait after an attempt.
     *
     * @param attempt the attempt that failed, from 1; lower counts as 1
     * @param random a number in [0, 1) that spreads the herd
     */
    public Duration after(int attempt, double random) {
        double whole = first.toMillis() * Math.pow(factor, Math.max(0, attempt - 1));
        double capped = Math.min(whole, cap.toMillis());
        return Duration.ofMillis(Math.max(1, Math.round(capped / 2 + capped / 2 * random)));
    }
}
