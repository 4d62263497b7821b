package dev.analysisjobs.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Requests;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What this store promises beyond the contract. */
class InMemoryJobStoreTest {
    private static final Duration LEASE = Duration.ofHours(1);

    private final InMemoryHarness harness = InMemoryHarness.onAStoppedClock();
    private final JobStore store = harness.store();
    private final AtomicInteger wakeUps = new AtomicInteger();

    @Test
    void aSubmitThatIsDueWakesListenersOnce() {
        store.listen(wakeUps::incrementAndGet);

        store.insert(List.of(Sample.job().build(), Sample.job().build()));

        assertThat(wakeUps).hasValue(1);
    }

    @Test
    void aSubmitForLaterWakesNobody() {
        store.listen(wakeUps::incrementAndGet);

        store.insert(List.of(Sample.job().notBefore(store.now().plus(LEASE)).build()));

        assertThat(wakeUps).hasValue(0);
    }

    @Test
    void aChangeThatLeavesAJobDueWakesListeners() {
        NewJob job = Sample.job().maxAttempts(9).build();
        store.insert(List.of(job));
        store.listen(wakeUps::incrementAndGet);

        store.apply(List.of(Moves.putBack(claimed(), Duration.ZERO)));
        assertThat(wakeUps).hasValue(1);
        ClaimedJob lost = claimed();
        harness.advance(LEASE.plusHours(1));
        store.apply(List.of(Moves.expire(lost)));
        assertThat(wakeUps).hasValue(2);
        store.apply(List.of(Moves.giveUp(claimed())));
        assertThat(wakeUps).hasValue(2);
        store.apply(List.of(Moves.operatorRetry(job)));
        assertThat(wakeUps).hasValue(3);
        store.apply(List.of(Moves.retryLater(claimed(), LEASE)));
        assertThat(wakeUps).hasValue(3);
    }

    @Test
    void theEndOfAPauseWakesListeners() {
        store.pause(Sample.TYPE, "why", null);
        store.listen(wakeUps::incrementAndGet);

        store.resume(Sample.TYPE);
        store.resume(Sample.TYPE);

        assertThat(wakeUps).hasValue(1);
    }

    @Test
    void oneActionMayListenTwiceAndEachIsClosedAlone() throws Exception {
        AutoCloseable first = store.listen(wakeUps::incrementAndGet);
        store.listen(wakeUps::incrementAndGet);
        store.insert(List.of(Sample.job().build()));
        assertThat(wakeUps).hasValue(2);

        first.close();
        store.insert(List.of(Sample.job().build()));
        assertThat(wakeUps).hasValue(3);

        store.close();
        store.close();
        store.insert(List.of(Sample.job().build()));
        assertThat(wakeUps).hasValue(3);
    }

    @Test
    void listenersAreCalledOutsideTheLock() throws Exception {
        store.listen(() -> {
            Thread other = new Thread(() -> {
                store.counts();
                wakeUps.incrementAndGet();
            });
            other.start();
            try {
                other.join(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        store.insert(List.of(Sample.job().build()));

        assertThat(wakeUps).hasValue(1);
    }

    @Test
    void aJobBecomesEarlyAgainWhenTheClockIsSetBack() {
        for (int i = 0; i < 2; i++) {
            store.insert(List.of(Sample.job().notBefore(store.now().plus(LEASE)).build()));
        }
        harness.advance(LEASE.plusHours(1));
        claimed();
        harness.advance(LEASE.multipliedBy(-2));

        assertThat(Requests.claim(store, "node-a", Map.of(Sample.TYPE, 1), 1, LEASE))
                .isEmpty();
    }

    @Test
    void twoChangesOfOneJobInAListAreRefusedBeforeAnythingIsWritten() {
        store.insert(List.of(Sample.job().build()));
        ClaimedJob claimed = claimed();

        assertThatThrownBy(() -> store.apply(List.of(Moves.saveCheckpoint(claimed, "x"), Moves.complete(claimed))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(claimed.job().id().toString());

        assertThat(harness.rows().jobs().get(0).checkpoint()).isNull();
    }

    @Test
    void anIdThatIsTakenIsRefusedBeforeAnythingIsWritten() {
        store.insert(List.of(Sample.job().build(), Sample.job().build()));
        ClaimedJob first = claimed();
        ClaimedJob second = claimed();
        var given = Moves.giveUp(first);
        var same = new Change.GiveUp(second.ref(), Moves.giveUp(second).attempt(), given.notice());
        var before = harness.rows();

        assertThatThrownBy(() -> store.apply(List.of(given, same)))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(StoreException.Kind.REFUSED))
                .hasMessageContaining(given.notice().id().toString());

        assertThat(harness.rows()).isEqualTo(before);
        assertThat(store.apply(List.of(given))).containsExactly(ChangeOutcome.APPLIED);
    }

    @Test
    void endedJobsAreNotAmongThoseThatAClaimLooksAt() {
        for (int i = 0; i < 1_000; i++) {
            store.insert(List.of(Sample.job().build()));
            store.apply(List.of(Moves.complete(claimed())));
        }
        store.insert(List.of(Sample.job().build()));

        assertThat(((InMemoryJobStore) store).tables.jobs.claimable(Sample.TYPE, 5, store.now()))
                .hasSize(1);
    }

    private ClaimedJob claimed() {
        return Requests.claim(store, "node-a", Map.of(Sample.TYPE, 1), 1, LEASE).get(0);
    }
}
