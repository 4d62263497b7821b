package dev.analysisjobs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void allFaultsAreNamedAtOnceWithValueAndLimit() {
        assertThatThrownBy(() -> new RateLimit(0, Duration.ofMillis(1), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "rateLimit permits is 0, it must be between 1 and 1000000",
                        "rateLimit per is PT0.001S, it must be between PT1S and PT744H",
                        "rateLimit burst is 2");
        assertThatThrownBy(() -> new RateLimit(3, Duration.ofDays(32), 4))
                .hasMessageContainingAll("per is PT768H", "burst is 4, it must be between 1 and the permits, 3");
    }

    @Test
    void theIntervalIsRoundedUpSoThatNoPeriodGetsMore() {
        assertThat(new RateLimit(60, Duration.ofMinutes(1), 1).interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(new RateLimit(3, Duration.ofSeconds(1), 1).interval()).isEqualTo(Duration.ofNanos(333_334_000));
        assertThat(new RateLimit(1_000_000, Duration.ofSeconds(1).plusNanos(1), 1).interval())
                .isEqualTo(Duration.ofNanos(2_000));
    }

    @Test
    void quietTimeIsNotSavedBeyondTheBurst() {
        RateLimit rate = new RateLimit(60, Duration.ofMinutes(1), 5);
        assertThat(rate.free(Instant.EPOCH, NOW)).isEqualTo(5);
        assertThat(rate.free(rate.after(2, Instant.EPOCH, NOW), NOW)).isEqualTo(3);
        assertThat(rate.free(rate.after(5, Instant.EPOCH, NOW), NOW)).isZero();
        assertThat(rate.waitFor(rate.after(5, Instant.EPOCH, NOW), NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(rate.waitFor(Instant.EPOCH, NOW)).isZero();
        assertThat(rate.after(0, Instant.EPOCH, NOW)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void anInstantThatTheseNumbersCannotHaveMadeHoldsUpOneIntervalAndNoLonger() {
        RateLimit rate = new RateLimit(60, Duration.ofMinutes(1), 5);
        Instant farAhead = NOW.plus(Duration.ofDays(9));

        assertThat(rate.free(farAhead, NOW)).isZero();
        assertThat(rate.waitFor(farAhead, NOW)).isEqualTo(Duration.ofSeconds(1));
        Instant kept = rate.after(0, farAhead, NOW);
        assertThat(rate.free(kept, NOW.plusSeconds(1))).isEqualTo(1);
    }

    @Test
    void whatIsFreeMayStartAndNoStretchOfTimeHoldsMoreThanTheFormulaSays() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int permits = 1 + random.nextInt(50);
            RateLimit rate = new RateLimit(
                    permits, Duration.ofMillis(1_000 + random.nextInt(9_000)), 1 + random.nextInt(permits));
            List<Instant> starts = new ArrayList<>();
            Instant kept = Instant.EPOCH;
            Instant now = NOW;
            for (int step = 0; step < 300; step++) {
                int taken = Math.min(rate.free(kept, now), random.nextInt(6));
                kept = rate.after(taken, kept, now);
                for (int i = 0; i < taken; i++) {
                    starts.add(now);
                }
                Duration wait = rate.free(kept, now) == 0 && random.nextBoolean()
                        ? rate.waitFor(kept, now)
                        : Duration.ofNanos(1_000L * random.nextInt(2_000_000));
                now = now.plus(wait);
            }
            int most = permits + rate.burst() - 1;
            for (int i = 0; i + most < starts.size(); i++) {
                assertThat(Duration.between(starts.get(i), starts.get(i + most)))
                        .as("seed %d: %s", seed, rate)
                        .isGreaterThanOrEqualTo(rate.per());
            }
            assertThat(starts).hasSizeGreaterThan(permits);
        }
    }
}
