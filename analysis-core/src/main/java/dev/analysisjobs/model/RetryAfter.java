package dev.analysisjobs.model;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Read how long a provider asks to wait. Garbage counts as absent: a wait that is not positive (a date in the past, a
 * provider's clock that is off) or longer than {@link #ABSURD} is no wait that anybody meant.
 *
 * @since 0.1
 */
public final class RetryAfter {
    /** Longer than this is absurd; a monthly quota still fits. */
    public static final Duration ABSURD = Duration.ofDays(31);

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?");

    private RetryAfter() {}

    /**
     * Return the wait, or null when none was asked for. The header in milliseconds goes first where it can be read.
     *
     * @param millis the {@code retry-after-ms} header
     * @param value the {@code Retry-After} header: seconds, with or without a fraction, or an HTTP date
     * @param now what an HTTP date is counted from: best the answer's own {@code Date} header, so that a provider's clock that
     *     is off does no harm
     * @param max what the wait is clamped to
     */
    public static @Nullable Duration parse(
            @Nullable String millis, @Nullable String value, Instant now, Duration max) {
        Duration wait = meant(decimal(millis, 1_000_000));
        if (wait == null) {
            wait = meant(decimal(value, 1_000_000_000));
        }
        if (wait == null) {
            wait = meant(untilDate(value, now));
        }
        return wait == null || wait.compareTo(max) <= 0 ? wait : max;
    }

    private static @Nullable Duration meant(@Nullable Duration wait) {
        return wait == null || wait.isNegative() || wait.isZero() || wait.compareTo(ABSURD) > 0 ? null : wait;
    }

    private static @Nullable Duration decimal(@Nullable String text, long nanosPerUnit) {
        if (text == null || !DECIMAL.matcher(text.strip()).matches()) {
            return null;
        }
        BigDecimal nanos = new BigDecimal(text.strip()).multiply(BigDecimal.valueOf(nanosPerUnit));
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        return Duration.ofSeconds(parts[0].longValue(), parts[1].longValue());
    }

    private static @Nullable Duration untilDate(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        try {
            return Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from));
        } catch (DateTimeException | ArithmeticException garbage) {
            return null;
        }
    }
}
