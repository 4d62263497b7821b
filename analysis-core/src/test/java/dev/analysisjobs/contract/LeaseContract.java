package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Renewing leases: only one's own, and only while they are held. */
abstract class LeaseContract extends ContractTest {
    private static final Duration MOST_OF_IT = LEASE.minusMinutes(20);

    @Test
    final void aRenewedLeaseLivesOn() {
        ClaimedJob claimed = claimed(Sample.job());
        advance(MOST_OF_IT);

        assertThat(renew(claimed)).containsExactly(claimed.ref());

        advance(MOST_OF_IT);
        assertThat(store.expiredLeases(null, 10)).isEmpty();
        assertThat(find(claimed.job().id()).lease().token()).isEqualTo(1);
        advance(MOST_OF_IT);
        assertThat(store.expiredLeases(null, 10)).hasSize(1);
    }

    @Test
    final void aRenewalChangesNothingButTheLeasesEnd() {
        ClaimedJob claimed = claimed(Sample.job());
        advance(MOST_OF_IT);
        StoreRows.JobRow before = row(claimed.job().id());

        renew(claimed);

        StoreRows.JobRow after = row(claimed.job().id());
        assertThat(after.leaseUntil()).isAfter(before.leaseUntil());
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("leaseUntil")
                .isEqualTo(before);
    }

    @Test
    final void aLeaseThatRanOutButWasNotTakenIsStillHeld() {
        ClaimedJob claimed = claimed(Sample.job());
        advance(LEASE.plusHours(1));

        assertThat(renew(claimed)).containsExactly(claimed.ref());

        assertThat(store.expiredLeases(null, 10)).isEmpty();
    }

    @Test
    final void aLeaseThatTheSweepTookIsLostForEver() {
        ClaimedJob claimed = claimed(Sample.job());
        advance(LEASE.plusHours(1));
        applied(Moves.expire(claimed));
        assertThat(renew(claimed)).isEmpty();

        ClaimedJob again = claimed();

        assertThat(renew(claimed)).isEmpty();
        assertThat(renew(again)).containsExactly(again.ref());
    }

    @Test
    final void anotherNodesLeaseIsNotRenewed() {
        ClaimedJob claimed = claimed(Sample.job());
        StoreRows before = rows();

        assertThat(store.renew("node-b", List.of(claimed.ref()), LEASE.multipliedBy(2)))
                .isEmpty();

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    final void anEndedJobHasNoLeaseToRenew() {
        ClaimedJob completed = claimed(Sample.job());
        applied(Moves.complete(completed));
        ClaimedJob failed = claimed(Sample.job());
        applied(Moves.giveUp(failed));
        ClaimedJob cancelled = claimed(Sample.job());
        applied(Moves.cancel(cancelled.job().id()));
        ClaimedJob waiting = claimed(Sample.job());
        applied(Moves.retryLater(waiting, Duration.ofHours(9)));

        assertThat(renew(completed, failed, cancelled, waiting)).isEmpty();
    }

    @Test
    final void amongManyLeasesOnlyTheHeldOnesAreRenewed() {
        ClaimedJob held = claimed(Sample.job());
        ClaimedJob ended = claimed(Sample.job());
        applied(Moves.complete(ended));
        ClaimedJob alsoHeld = claimed(Sample.job());
        LeaseRef wrongToken = new LeaseRef(held.job().id(), 2);
        LeaseRef unknown = new LeaseRef(Uuid7.next(), 1);

        Set<LeaseRef> renewed =
                store.renew(NODE, List.of(unknown, held.ref(), wrongToken, ended.ref(), alsoHeld.ref()), LEASE);

        assertThat(renewed).containsExactlyInAnyOrder(held.ref(), alsoHeld.ref());
        assertThat(store.renew(NODE, List.of(), LEASE)).isEmpty();
    }

    private Set<LeaseRef> renew(ClaimedJob... claimed) {
        return store.renew(NODE, List.of(claimed).stream().map(ClaimedJob::ref).toList(), LEASE);
    }
}
