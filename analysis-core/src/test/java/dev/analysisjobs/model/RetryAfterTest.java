package dev.analysisjobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2025-09-27T17:00:00Z");
    private static final Duration MAX = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({
        "120, PT2M",
        "' 120 ', PT2M",
        "1.5, PT1.5S",
        "0.25, PT0.25S",
        "3600, PT1H",
        "3601, PT1H",
        "86400, PT1H",
        "'Sat, 27 Sep 2025 17:00:30 GMT', PT30S",
        "'Sat, 27 Sep 2025 19:00:00 GMT', PT1H"
    })
    void secondsAndDatesAreReadAndClamped(String value, Duration wait) {
        assertThat(RetryAfter.parse(null, value, NOW, MAX)).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "0.0",
                "-5",
                "+5",
                "1e9",
                "9999999999",
                "99999999999999999999999999",
                "NaN",
                "Infinity",
                "soon",
                "12, 12",
                "٣",
                "0x10",
                "Sat, 27 Sep 2025 16:59:59 GMT",
                "Sat, 27 Sep 2025 17:00:00 GMT",
                "Thu, 01 Jan 1970 00:00:00 GMT",
                "Fri, 31 Dec 9999 23:59:59 GMT",
                "Sun, 27 Sep 2025 17:00:30 GMT",
                "2025-09-27T17:00:30Z"
            })
    void garbagePastAndAbsurdValuesCountAsAbsent(String value) {
        assertThat(RetryAfter.parse(null, value, NOW, MAX)).isNull();
        assertThat(RetryAfter.parse(value, null, NOW, MAX)).isNull();
    }

    @Test
    void noHeaderIsNoWait() {
        assertThat(RetryAfter.parse(null, null, NOW, MAX)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1500, 9, PT1.5S",
        "0, 9, PT9S",
        "-1, 9, PT9S",
        "x, 9, PT9S",
        "0.5, 9, PT0.0005S",
        "99999999999, 9, PT9S"
    })
    void millisecondsGoFirstWhereTheyCanBeRead(String millis, String value, Duration wait) {
        assertThat(RetryAfter.parse(millis, value, NOW, MAX)).isEqualTo(wait);
    }

    @Test
    void aProvidersClockThatIsOffDoesNoHarmWithItsOwnDateAsNow() {
        String inAMinuteByTheirClock = "Sat, 27 Sep 2025 05:01:00 GMT";
        Instant theirNow = Instant.parse("2025-09-27T05:00:00Z");
        assertThat(RetryAfter.parse(null, inAMinuteByTheirClock, theirNow, MAX)).isEqualTo(Duration.ofMinutes(1));
        assertThat(RetryAfter.parse(null, inAMinuteByTheirClock, NOW, MAX)).isNull();
    }

    @Test
    void anInstantAtTheEndOfTimeIsNoFault() {
        assertThat(RetryAfter.parse(null, "Sat, 27 Sep 2025 17:00:30 GMT", Instant.MAX, MAX))
                .isNull();
        assertThat(RetryAfter.parse(null, "Sat, 27 Sep 2025 17:00:30 GMT", Instant.MIN, MAX))
                .isNull();
    }
}
