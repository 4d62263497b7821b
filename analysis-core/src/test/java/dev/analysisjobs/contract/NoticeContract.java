package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.NoticeStore.Delivery;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The outbox: delivered at least once, with a stable id (invariant I10). */
abstract class NoticeContract extends ContractTest {
    private static final Failure PAUSED = new Failure(FailureCode.QUOTA_EXHAUSTED, "The quota is used up");

    @Test
    final void aNoticeTellsWhatHappened() {
        Instant before = store.now();
        ClaimedJob claimed = claimed(Sample.job().subject("anna"));
        var change = Moves.giveUp(claimed);
        applied(change);

        Notice notice = next();

        assertThat(notice)
                .isEqualTo(new Notice(
                        change.notice().id(),
                        Notice.Kind.JOB_FAILED,
                        claimed.job().id(),
                        claimed.job().type(),
                        "anna",
                        Moves.INVALID,
                        notice.createdAt(),
                        1,
                        Set.of()));
        assertThat(notice.createdAt()).isBetween(before, store.now());
    }

    @Test
    final void aNoticeMayBelongToATypeInsteadOfAJob() {
        NewNotice added = paused();
        store.addNotice(added);

        Notice notice = next();

        assertThat(notice.id()).isEqualTo(added.id());
        assertThat(notice.kind()).isEqualTo(Notice.Kind.TYPE_PAUSED);
        assertThat(notice.jobId()).isNull();
        assertThat(notice.subject()).isNull();
        assertThat(notice.failure()).isEqualTo(PAUSED);
    }

    @Test
    final void aNoticeThatIsThereAlreadyIsLeftAsItIs() {
        NewNotice added = paused();
        store.addNotice(added);
        settle(next(), new Delivery.Done());
        StoreRows before = rows();

        store.addNotice(new NewNotice(added.id(), Notice.Kind.TYPE_PAUSED, null, "another", null, PAUSED));

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    final void aClaimedNoticeIsNobodyElsesUntilItsLeaseEnds() {
        store.addNotice(paused());
        Notice first = next();
        assertThat(store.claimNotices(10, LEASE)).isEmpty();

        advance(LEASE.plusHours(1));

        Notice second = next();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.deliveries()).isEqualTo(2);
    }

    @Test
    final void aDeliveredNoticeIsNeverClaimedAgain() {
        store.addNotice(paused());

        settle(next(), new Delivery.Done());

        advance(Duration.ofDays(9));
        assertThat(store.claimNotices(10, LEASE)).isEmpty();
        assertThat(states()).containsExactly("delivered");
    }

    @Test
    final void aFailedDeliveryComesAgainAfterItsDelayForThoseWhoMissedIt() {
        store.addNotice(paused());
        Notice first = next();

        settle(first, new Delivery.Again(Duration.ofHours(3), Set.of("mail", "log"), "webhook: 503"));

        advance(Duration.ofHours(2));
        assertThat(store.claimNotices(10, LEASE)).isEmpty();
        advance(Duration.ofHours(2));
        Notice second = next();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.deliveries()).isEqualTo(2);
        assertThat(second.deliveredTo()).containsExactlyInAnyOrder("mail", "log");
    }

    @Test
    final void aParkedNoticeStaysVisibleUntilItIsSentAgainByHand() {
        store.addNotice(paused());
        Notice first = next();
        settle(first, new Delivery.Park(Set.of("mail"), "webhook: gone"));
        advance(Duration.ofDays(9));
        assertThat(store.claimNotices(10, LEASE)).isEmpty();
        assertThat(states()).containsExactly("parked");

        assertThat(store.resendNotice(first.id())).isTrue();

        Notice again = next();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.deliveries()).isEqualTo(2);
        assertThat(again.deliveredTo()).containsExactly("mail");
    }

    @Test
    final void onlyAParkedNoticeIsSentAgain() {
        store.addNotice(paused());
        Notice notice = next();
        assertThat(store.resendNotice(notice.id())).isFalse();

        settle(notice, new Delivery.Done());

        assertThat(store.resendNotice(notice.id())).isFalse();
        assertThat(store.resendNotice(Uuid7.next())).isFalse();
        assertThat(store.claimNotices(10, LEASE)).isEmpty();
    }

    @Test
    final void aDeliveryThatAnotherOneOvertookIsNotRecorded() {
        store.addNotice(paused());
        Notice slow = next();
        advance(LEASE.plusHours(1));
        Notice quick = next();
        StoreRows before = rows();

        assertThat(store.settleNotice(slow, new Delivery.Done())).isFalse();
        assertThat(store.settleNotice(slow, new Delivery.Park(Set.of(), "gone")))
                .isFalse();
        assertThat(store.settleNotice(slow, new Delivery.Again(Duration.ZERO, Set.of(), "503")))
                .isFalse();
        assertThat(rows()).isEqualTo(before);

        settle(quick, new Delivery.Done());
        assertThat(store.settleNotice(quick, new Delivery.Again(Duration.ZERO, Set.of(), "503")))
                .isFalse();
        assertThat(states()).containsExactly("delivered");
    }

    @Test
    final void noticesAreClaimedOldestFirstAndNeverMoreThanTheLimit() {
        NewNotice first = paused();
        store.addNotice(first);
        advance(Duration.ofHours(1));
        NewNotice second = paused();
        store.addNotice(second);
        advance(Duration.ofHours(1));
        NewNotice third = paused();
        store.addNotice(third);

        assertThat(ids(store.claimNotices(2, LEASE))).containsExactly(first.id(), second.id());
        assertThat(ids(store.claimNotices(2, LEASE))).containsExactly(third.id());
    }

    @Test
    final void anOldNoticeThatFailsDoesNotStandInTheWayOfTheOthers() {
        for (int i = 0; i < 5; i++) {
            store.addNotice(paused());
            settle(next(), new Delivery.Again(Duration.ofHours(3), Set.of(), "503"));
        }
        NewNotice fresh = paused();
        store.addNotice(fresh);

        assertThat(ids(store.claimNotices(1, LEASE))).containsExactly(fresh.id());
    }

    @Test
    final void aLostChangeLeavesNoNotice() {
        ClaimedJob claimed = claimed(Sample.job());
        applied(Moves.cancel(claimed.job().id()));

        lost(Moves.giveUp(claimed));
        lost(Moves.completeWithNotice(claimed));

        assertThat(store.claimNotices(10, LEASE)).isEmpty();
    }

    @Test
    final void anErrorOfASenderIsKeptWhateverItsText() {
        store.addNotice(paused());
        settle(next(), new Delivery.Again(Duration.ZERO, Set.of(), "\u0000\uD800" + "x".repeat(100_000)));
        settle(next(), new Delivery.Park(Set.of(), "\u0000\uDC00" + "x".repeat(100_000)));

        assertThat(states()).containsExactly("parked");
    }

    private Notice next() {
        List<Notice> notices = store.claimNotices(2, LEASE);
        assertThat(notices).hasSize(1);
        return notices.get(0);
    }

    private void settle(Notice notice, Delivery delivery) {
        assertThat(store.settleNotice(notice, delivery)).isTrue();
    }

    private List<String> states() {
        return rows().notices().stream().map(StoreRows.NoticeRow::state).toList();
    }

    private static List<UUID> ids(List<Notice> notices) {
        return notices.stream().map(Notice::id).toList();
    }

    private static NewNotice paused() {
        return new NewNotice(Uuid7.next(), Notice.Kind.TYPE_PAUSED, null, Sample.TYPE, null, PAUSED);
    }
}
