package dev.analysisjobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a lease that ran out says that its worker is lost. */
@Timeout(60)
class CalmTest {
    private static final Duration LONG = Duration.ofHours(3);
    private static final Duration SHORT = Duration.ofMillis(3);

    @Test
    void aNodeThatSawNoTroubleMayTakeLeases() {
        Calm calm = new Calm(LONG, LONG.dividedBy(3));
        calm.watch(() -> {});

        assertThat(calm.holds(System.nanoTime())).isTrue();
    }

    @Test
    void afterAHeartbeatThatFailedEverybodyHasALeasesTimeToRenew() {
        Calm calm = new Calm(LONG, LONG.dividedBy(3));
        assertThatThrownBy(() -> calm.watch(() -> {
                    throw new IllegalStateException("the database is away");
                }))
                .hasMessage("the database is away");
        calm.watch(() -> {});

        assertThat(calm.holds(System.nanoTime())).isFalse();
    }

    @Test
    void aHeartbeatThatHadToWaitIsTroubleThoughItSucceeded() {
        Calm calm = new Calm(LONG, SHORT);
        calm.watch(() -> spin(SHORT));

        assertThat(calm.holds(System.nanoTime())).isFalse();
    }

    @Test
    void aSearchThatHadToWaitFindsLeasesThatNobodyCouldRenewMeanwhile() {
        Calm calm = new Calm(LONG, LONG.dividedBy(3));
        calm.watch(() -> {});

        assertThat(calm.holds(System.nanoTime() - LONG.toNanos())).isFalse();
    }

    @Test
    void whileAHeartbeatHangsNoLeaseIsTaken() {
        Calm calm = new Calm(LONG, SHORT);
        spin(SHORT.multipliedBy(3));

        assertThat(calm.holds(System.nanoTime())).isFalse();
    }

    @Test
    void aLeaseAfterTheLastTroubleLeasesAreTakenAgain() {
        Calm calm = new Calm(SHORT, LONG);
        calm.disturb();

        while (!calm.holds(System.nanoTime())) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aHeartbeatThatHangsForEverDoesNotStopTheSweepForEver() {
        Calm calm = new Calm(SHORT, SHORT.dividedBy(3));

        while (!calm.holds(System.nanoTime())) {
            Thread.onSpinWait();
        }
    }

    private static void spin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() <= end) {
            Thread.onSpinWait();
        }
    }
}
