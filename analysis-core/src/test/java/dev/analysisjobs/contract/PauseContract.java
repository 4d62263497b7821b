package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.Pause;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Pausing types, for all nodes. */
abstract class PauseContract extends ContractTest {

    @Test
    final void aPauseTellsSinceWhenUntilWhenAndWhy() {
        Instant before = store.now();

        assertThat(store.pause("a", "quota is used up", Duration.ofHours(2))).isTrue();

        assertThat(store.pauses()).hasSize(1);
        Pause pause = store.pauses().get(0);
        assertThat(pause.type()).isEqualTo("a");
        assertThat(pause.reason()).isEqualTo("quota is used up");
        assertThat(pause.since()).isBetween(before, store.now());
        assertThat(pause.until()).isEqualTo(pause.since().plus(Duration.ofHours(2)));
    }

    @Test
    final void aPauseEndsByItself() {
        store.pause("a", "why", Duration.ofHours(2));
        advance(Duration.ofHours(3));

        assertThat(store.pauses()).isEmpty();
        assertThat(store.resume("a")).isFalse();
    }

    @Test
    final void aPauseWithoutAnEndLastsUntilItIsResumed() {
        store.pause("a", "why", null);
        advance(Duration.ofDays(3000));
        assertThat(store.pauses()).hasSize(1);
        assertThat(store.pauses().get(0).until()).isNull();

        assertThat(store.resume("a")).isTrue();

        assertThat(store.pauses()).isEmpty();
        assertThat(store.resume("a")).isFalse();
    }

    @Test
    final void aPauseIsReplacedOnlyByOneThatEndsLater() {
        store.pause("a", "first", Duration.ofHours(2));

        assertThat(store.pause("a", "shorter", Duration.ofHours(1))).isFalse();
        assertThat(store.pauses().get(0).reason()).isEqualTo("first");

        assertThat(store.pause("a", "longer", Duration.ofHours(9))).isTrue();
        assertThat(store.pauses()).hasSize(1);
        assertThat(store.pauses().get(0).reason()).isEqualTo("longer");
        advance(Duration.ofHours(5));
        assertThat(store.pauses()).hasSize(1);
    }

    @Test
    final void aPauseWithoutAnEndIsTheLongest() {
        store.pause("a", "first", Duration.ofHours(2));

        assertThat(store.pause("a", "by hand", null)).isTrue();

        assertThat(store.pause("a", "limited", Duration.ofDays(900))).isFalse();
        assertThat(store.pause("a", "by hand again", null)).isFalse();
        assertThat(store.pauses().get(0).reason()).isEqualTo("by hand");
    }

    @Test
    final void aPauseThatEndedIsReplacedByAnyOther() {
        store.pause("a", "first", Duration.ofHours(9));
        advance(Duration.ofHours(10));

        assertThat(store.pause("a", "second", Duration.ofHours(1))).isTrue();

        assertThat(store.pauses().get(0).reason()).isEqualTo("second");
    }

    @Test
    final void pausesAreListedByType() {
        store.pause("b", "why", null);
        store.pause(Pause.EVERYTHING, "why", null);
        store.pause("a", "why", null);

        assertThat(store.pauses()).extracting(Pause::type).containsExactly(Pause.EVERYTHING, "a", "b");
    }

    @Test
    final void resumingOneTypeLeavesTheOthersPaused() {
        store.pause("a", "why", null);
        store.pause(Pause.EVERYTHING, "why", null);

        assertThat(store.resume("a")).isTrue();

        assertThat(store.pauses()).extracting(Pause::type).containsExactly(Pause.EVERYTHING);
    }

    @Test
    final void typesArePausedExactly() {
        store.pause("Profile", "why", null);

        assertThat(store.resume("profile")).isFalse();
        assertThat(store.pause("profile", "why", Duration.ofHours(1))).isTrue();
        assertThat(store.pauses()).extracting(Pause::type).containsExactlyInAnyOrder("Profile", "profile");
    }
}
