package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.model.Alert;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeping incidents: each is begun once and ended once, over all nodes, with its notice in the same commit. */
abstract class AlertContract extends ContractTest {
    private static final Duration COOL_DOWN = Duration.ofHours(2);
    private static final Duration UNSEEN = Duration.ofHours(1);

    @Test
    final void anIncidentBeginsOnceWithItsNotice() {
        Instant before = store.now();

        assertThat(raise("QUEUE_AGE", "a", "first")).isTrue();
        assertThat(raise("QUEUE_AGE", "a", "second")).isFalse();

        assertThat(store.alerts()).hasSize(1);
        Alert open = store.alerts().get(0);
        assertThat(open.rule()).isEqualTo("QUEUE_AGE");
        assertThat(open.key()).isEqualTo("a");
        assertThat(open.message()).as("what was found last").isEqualTo("second");
        assertThat(open.raisedAt()).isBetween(before, store.now());
        List<Notice> told = told();
        assertThat(told).extracting(Notice::kind).containsExactly(Notice.Kind.ALERT_RAISED);
        assertThat(told.get(0).jobId()).isNull();
        assertThat(told.get(0).failure()).isEqualTo(new Failure(new FailureCode("QUEUE_AGE"), "first"));
    }

    @Test
    final void incidentsAreToldApartByRuleAndExactKey() {
        assertThat(raise("QUEUE_AGE", "b", "why")).isTrue();
        assertThat(raise("QUEUE_AGE", "B", "why")).isTrue();
        assertThat(raise("NO_WORKER", "b", "why")).isTrue();

        assertThat(store.alerts()).extracting(Alert::rule).containsExactly("NO_WORKER", "QUEUE_AGE", "QUEUE_AGE");
        assertThat(store.alerts()).extracting(Alert::key).containsExactlyInAnyOrder("b", "B", "b");
    }

    @Test
    final void anIncidentEndsOnceWhenItIsNotFoundForAWhile() {
        raise("QUEUE_AGE", "a", "why");
        assertThat(clear("QUEUE_AGE", "a")).as("found a moment ago").isFalse();
        advance(UNSEEN.plusMinutes(1));

        assertThat(clear("QUEUE_AGE", "a")).isTrue();

        assertThat(clear("QUEUE_AGE", "a")).isFalse();
        assertThat(store.alerts()).isEmpty();
        assertThat(told())
                .extracting(Notice::kind)
                .containsExactly(Notice.Kind.ALERT_RAISED, Notice.Kind.ALERT_CLEARED);
    }

    @Test
    final void anIncidentThatIsFoundAgainStaysOpen() {
        raise("QUEUE_AGE", "a", "why");
        advance(UNSEEN.plusMinutes(1));
        raise("QUEUE_AGE", "a", "why");

        assertThat(clear("QUEUE_AGE", "a")).isFalse();

        assertThat(store.alerts())
                .singleElement()
                .satisfies(
                        open -> assertThat(open.raisedAt()).isBefore(store.now().minus(UNSEEN)));
    }

    @Test
    final void anIncidentDoesNotBeginAgainWithinItsCoolDown() {
        raise("QUEUE_AGE", "a", "why");
        advance(UNSEEN.plusMinutes(1));
        clear("QUEUE_AGE", "a");

        advance(COOL_DOWN.minusMinutes(30));
        assertThat(raise("QUEUE_AGE", "a", "why")).isFalse();
        assertThat(store.alerts()).isEmpty();
        advance(Duration.ofMinutes(31));
        assertThat(raise("QUEUE_AGE", "a", "why")).isTrue();

        assertThat(store.alerts()).hasSize(1);
        assertThat(told())
                .extracting(Notice::kind)
                .containsExactly(Notice.Kind.ALERT_RAISED, Notice.Kind.ALERT_CLEARED, Notice.Kind.ALERT_RAISED);
    }

    @Test
    final void whatNeverBeganDoesNotEnd() {
        assertThat(clear("QUEUE_AGE", "a")).isFalse();
        assertThat(told()).isEmpty();
    }

    @Test
    final void ofManyNodesOneBeginsAndOneEndsAnIncident() throws Exception {
        try (Crowd crowd = new Crowd(8)) {
            assertThat(crowd.run(8, () -> raise("QUEUE_AGE", "a", "why"))).containsOnlyOnce(true);
            advance(UNSEEN.plusMinutes(1));
            assertThat(crowd.run(8, () -> clear("QUEUE_AGE", "a"))).containsOnlyOnce(true);
            advance(COOL_DOWN.plusMinutes(1));
            assertThat(crowd.run(8, () -> raise("QUEUE_AGE", "a", "why"))).containsOnlyOnce(true);
        }
        assertThat(told()).hasSize(3);
    }

    @Test
    final void theOldestNoticeToDeliverIsATrouble() {
        assertThat(store.troubles(UNSEEN).oldestNotice()).isNull();
        raise("QUEUE_AGE", "a", "why");
        advance(Duration.ofMinutes(10));
        raise("QUEUE_AGE", "b", "why");

        assertThat(store.troubles(UNSEEN).oldestNotice())
                .isGreaterThanOrEqualTo(Duration.ofMinutes(10))
                .isLessThan(Duration.ofMinutes(20));
        assertThat(store.troubles(UNSEEN).incompleteFound()).isZero();
    }

    @Test
    final void anIncidentWithoutRoomForItsNamesIsRefusedWhole() {
        assertThatThrownBy(() -> raise("R".repeat(40), "k".repeat(101), "why"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("key");

        assertThat(store.alerts()).isEmpty();
        assertThat(told()).isEmpty();
    }

    private boolean raise(String rule, String key, String message) {
        return store.raiseAlert(rule, key, message, COOL_DOWN, notice(Notice.Kind.ALERT_RAISED, rule, key, message));
    }

    private boolean clear(String rule, String key) {
        return store.clearAlert(rule, key, UNSEEN, notice(Notice.Kind.ALERT_CLEARED, rule, key, "over"));
    }

    private static NewNotice notice(Notice.Kind kind, String rule, String key, String message) {
        return new NewNotice(
                Uuid7.next(), kind, null, key.substring(0, 1), null, new Failure(new FailureCode(rule), message));
    }

    private List<Notice> told() {
        return store.claimNotices(100, Duration.ZERO);
    }
}
