package dev.analysisjobs.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DedupPolicyTest {

    @Test
    void theDefaultJoinsWhatIsInFlightAndReusesNothing() {
        DedupPolicy standard = DedupPolicy.standard();
        assertThat(standard).isEqualTo(new DedupPolicy(InFlight.JOIN, Finished.alwaysNew()));
        assertThat(standard.holdsKey()).isTrue();
        assertThat(standard.finished().reuses()).isFalse();
    }

    @Test
    void onlyAJobThatTakesItsKeyCanBeReused() {
        Finished reuse = Finished.reuseIfComplete(Duration.ofDays(1));
        assertThat(new DedupPolicy(InFlight.JOIN, reuse).finished().reuses()).isTrue();
        assertThat(new DedupPolicy(InFlight.ALWAYS_NEW, Finished.alwaysNew()).holdsKey())
                .isFalse();
        assertThatThrownBy(() -> new DedupPolicy(InFlight.ALWAYS_NEW, reuse))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "inFlight ALWAYS_NEW cannot be combined with finished ReuseIfComplete[maxAge=PT24H]: jobs that"
                                + " take no key cannot be found again by it");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void anAgeThatIsNotPositiveIsRefused(long seconds) {
        assertThatThrownBy(() -> Finished.reuseIfComplete(Duration.ofSeconds(seconds)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxAge is " + Duration.ofSeconds(seconds) + ", it must be positive");
    }
}
