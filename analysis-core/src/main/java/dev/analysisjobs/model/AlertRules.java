package dev.analysisjobs.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Say when an alert is raised. Immutable; {@link #standard()} is the default.
 *
 * @param interval time between two looks, 10 ms to 1 h; an incident that no node found for three of them is over
 * @param coolDown how long after its end the same incident is not raised again, 0 to 7 d
 * @param window how far back ended jobs and incomplete results count, 1 s to 7 d
 * @param maxUnswept how long ago a lease may have run out that no node took, up to 7 d
 * @param maxQueueAge how long a due job may wait, up to 365 d
 * @param maxUnworked how long a due job may wait while none of its type runs, up to 365 d
 * @param maxFailureRatio share of a type's ended jobs that may have failed, 0 to 1
 * @param minEnded ended jobs of a type from which on the share counts, 1 to 1000000
 * @param maxNoticeAge how long a notice may wait for its delivery, up to 365 d
 * @since 0.1
 */
public record AlertRules(
        Duration interval,
        Duration coolDown,
        Duration window,
        Duration maxUnswept,
        Duration maxQueueAge,
        Duration maxUnworked,
        double maxFailureRatio,
        int minEnded,
        Duration maxNoticeAge) {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int INTERVALS_TO_CLEAR = 3;

    /** @throws IllegalArgumentException naming every fault with its value and limit */
    public AlertRules {
        List<String> faults = new ArrayList<>();
        check(faults, "interval", interval, Duration.ofMillis(10), Duration.ofHours(1));
        check(faults, "coolDown", coolDown, Duration.ZERO, WEEK);
        check(faults, "window", window, Duration.ofSeconds(1), WEEK);
        check(faults, "maxUnswept", maxUnswept, Duration.ZERO, WEEK);
        check(faults, "maxQueueAge", maxQueueAge, Duration.ZERO, YEAR);
        check(faults, "maxUnworked", maxUnworked, Duration.ZERO, YEAR);
        check(faults, "maxFailureRatio", maxFailureRatio, 0.0, 1.0);
        check(faults, "minEnded", minEnded, 1, 1_000_000);
        check(faults, "maxNoticeAge", maxNoticeAge, Duration.ZERO, YEAR);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("Alert rules: " + String.join("; ", faults));
        }
    }

    /** Return the default: a look every 30 s, a cool-down of 15 min, and the limits of the health check. */
    public static AlertRules standard() {
        return new AlertRules(
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                Duration.ofMinutes(15),
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                Duration.ofMinutes(10),
                0.5,
                20,
                Duration.ofMinutes(15));
    }

    /** Return after what time without a finding an incident is over. */
    public Duration clearAfter() {
        return interval.multipliedBy(INTERVALS_TO_CLEAR);
    }

    private static <T extends Comparable<T>> void check(List<String> faults, String what, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            faults.add(what + " is " + value + ", it must be between " + least + " and " + most);
        }
    }
}
