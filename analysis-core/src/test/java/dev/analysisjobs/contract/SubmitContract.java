package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Submitting and deduplication (invariant I6). */
abstract class SubmitContract extends ContractTest {

    @Test
    final void aNewJobIsStoredPendingAndDueNow() {
        Instant before = store.now();
        NewJob wanted = Sample.job().priority(7).maxAttempts(4).build();

        AnalysisJob job = insert(wanted).job();

        assertThat(job.id()).isEqualTo(wanted.id());
        assertThat(job.type()).isEqualTo(wanted.type());
        assertThat(job.typeVersion()).isEqualTo(wanted.typeVersion());
        assertThat(job.subject()).isEqualTo(wanted.subject());
        assertThat(job.status()).isEqualTo(JobStatus.PENDING);
        assertThat(job.priority()).isEqualTo(7);
        assertThat(job.fingerprint()).isEqualTo(wanted.key().fingerprint());
        assertThat(job.inputHash()).isEqualTo(wanted.key().inputHash());
        assertThat(job.activeKey()).isEqualTo(wanted.key().activeKey());
        assertThat(job.attempts()).isZero();
        assertThat(job.maxAttempts()).isEqualTo(4);
        assertThat(job.createdAt()).isBetween(before, store.now());
        assertThat(job.runAt()).isEqualTo(job.createdAt());
        assertThat(job.deadlineAt()).isEqualTo(job.runAt().plus(wanted.maxAge()));
        assertThat(job.startedAt()).isNull();
        assertThat(find(wanted.id())).isEqualTo(job);
        assertThat(store.input(wanted.id())).contains(wanted.input());
    }

    @Test
    final void theDeadlineCountsFromTheDueTime() {
        Instant tomorrow = store.now().plus(Duration.ofDays(1));

        AnalysisJob job = insert(Sample.job()
                        .notBefore(tomorrow)
                        .maxAge(Duration.ofDays(2))
                        .build())
                .job();

        assertThat(job.runAt()).isEqualTo(tomorrow);
        assertThat(job.deadlineAt()).isEqualTo(tomorrow.plus(Duration.ofDays(2)));
    }

    @Test
    final void aDueTimeInThePastMeansNow() {
        AnalysisJob job = insert(Sample.job()
                        .notBefore(store.now().minus(Duration.ofDays(9)))
                        .maxAge(Duration.ofDays(2))
                        .build())
                .job();

        assertThat(job.runAt()).isEqualTo(job.createdAt());
        assertThat(store.overdue(null, 10)).isEmpty();
    }

    @Test
    final void aDurationThatNoDatabaseCanAddIsRefused() {
        ClaimedJob claimed = claimed(Sample.job());
        StoreRows before = rows();
        for (Duration bad : List.of(JobStore.DURATION_LIMIT.plusDays(1), Duration.ofNanos(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.insert(List.of(
                            Sample.job().build(), Sample.job().maxAge(bad).build())))
                    .withMessageContaining(bad.toString());
            assertThatIllegalArgumentException().isThrownBy(() -> apply(Moves.retryLater(claimed, bad)));
            assertThatIllegalArgumentException().isThrownBy(() -> apply(Moves.putBack(claimed, bad)));
            assertThatIllegalArgumentException().isThrownBy(() -> store.pause("a", "why", bad));
            assertThatIllegalArgumentException().isThrownBy(() -> store.renew(NODE, List.of(claimed.ref()), bad));
        }

        assertThat(rows()).isEqualTo(before);
        assertThat(insert(Sample.job().maxAge(JobStore.DURATION_LIMIT).build())).isInstanceOf(Insertion.Inserted.class);
    }

    @Test
    final void instantsAreCutToMicrosecondsAndNeverRounded() {
        Instant due = store.now().plus(Duration.ofDays(1)).with(ChronoField.NANO_OF_SECOND, 999_999_999);
        NewJob job = submit(Sample.job().notBefore(due));

        assertThat(find(job.id()).runAt()).isEqualTo(due.minusNanos(999));
        assertThat(store.now().getNano() % 1000).isZero();
    }

    @Test
    final void theSameIdReturnsThatJobAsItIsWhateverItsState() {
        ClaimedJob claimed = claimed(Sample.job().key("k"));
        applied(Moves.complete(claimed));
        StoreRows before = rows();

        Insertion again = insert(Sample.job()
                .id(claimed.job().id())
                .type("another")
                .input("other")
                .build());

        assertThat(again).isInstanceOf(Insertion.SameId.class);
        assertThat(again.job()).isEqualTo(find(claimed.job().id()));
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    final void theSameIdIsNeverADuplicateOfItself() {
        NewJob job = submit(Sample.job().key("k"));

        assertThat(insert(job)).isEqualTo(new Insertion.SameId(find(job.id())));
    }

    @Test
    final void aJobInFlightHoldsItsKey() {
        NewJob first = submit(Sample.job().key("k"));

        assertThat(insert(Sample.job().key("k").build())).isEqualTo(new Insertion.Held(find(first.id()), null));

        claimed();
        assertThat(insert(Sample.job().key("k").build())).isEqualTo(new Insertion.Held(find(first.id()), null));
        assertThat(store.list(JobFilter.all(), null, 10)).hasSize(1);
    }

    @Test
    final void aCompletedJobThatKeepsItsKeyHandsOutItsResult() {
        ClaimedJob claimed = claimed(Sample.job().key("k"));
        applied(Moves.completeKeepingKey(claimed));

        Insertion.Held held = (Insertion.Held) insert(Sample.job().key("k").build());

        assertThat(held.job()).isEqualTo(find(claimed.job().id()));
        assertThat(held.result()).isEqualTo(store.result(claimed.job().id()).orElseThrow());
        assertThat(held.result().output()).isEqualTo(Moves.OUTPUT);
    }

    @Test
    final void aJobThatWaitsForItsNextAttemptStillHoldsItsKey() {
        ClaimedJob claimed = claimed(Sample.job().key("k"));
        applied(Moves.retryLater(claimed, Duration.ofHours(1)));

        assertThat(insert(Sample.job().key("k").build())).isInstanceOf(Insertion.Held.class);
    }

    @Test
    final void aCompletedJobThatDoesNotKeepItsKeyBlocksNobody() {
        applied(Moves.complete(claimed(Sample.job().key("k"))));

        submit(Sample.job().key("k"));
    }

    @Test
    final void aFailedHolderNeverBlocksTheKey() {
        applied(Moves.giveUp(claimed(Sample.job().key("k"))));

        submit(Sample.job().key("k"));
    }

    @Test
    final void aCancelledHolderNeverBlocksTheKey() {
        applied(Moves.cancel(submit(Sample.job().key("k")).id()));

        submit(Sample.job().key("k"));
    }

    @Test
    final void aHolderWhoseWorkerDiedNeverBlocksTheKey() {
        ClaimedJob dead = claimed(Sample.job().key("k").maxAttempts(1));
        advance(LEASE.plusHours(1));
        applied(Moves.expireForGood(dead));

        submit(Sample.job().key("k"));
    }

    @Test
    final void aHolderThatMissedItsDeadlineNeverBlocksTheKey() {
        NewJob late = submit(Sample.job().key("k").maxAge(Duration.ofHours(1)));
        advance(Duration.ofHours(2));
        applied(Moves.passDeadline(late));

        submit(Sample.job().key("k"));
    }

    @Test
    final void aJobThatTakesNoKeyIsInvisibleToDeduplication() {
        submit(Sample.job().key("k").withoutKey());
        NewJob holder = submit(Sample.job().key("k"));
        submit(Sample.job().key("k").withoutKey());

        assertThat(insert(Sample.job().key("k").build()).job().id()).isEqualTo(holder.id());
    }

    @Test
    final void anotherTypeSubjectOrVersionIsAnotherKey() {
        submit(Sample.job().key("k"));

        submit(Sample.job().key("k").type("another"));
        submit(Sample.job().key("k").subject("user-2"));
        submit(Sample.job().key("k").version("2"));
    }

    @Test
    final void laterElementsOfAListMeetTheEarlierOnes() {
        NewJob first = Sample.job().key("k").build();
        NewJob twin = Sample.job().key("k").build();
        NewJob other = Sample.job().build();

        List<Insertion> answers = store.insert(List.of(first, twin, other, first));

        assertThat(answers)
                .containsExactly(
                        new Insertion.Inserted(find(first.id())),
                        new Insertion.Held(find(first.id()), null),
                        new Insertion.Inserted(find(other.id())),
                        new Insertion.SameId(find(first.id())));
        assertThat(rows().jobs()).hasSize(2);
    }

    @Test
    final void aLongListIsAnsweredInItsOrder() {
        List<NewJob> jobs = IntStream.range(0, 500)
                .mapToObj(i -> Sample.job().key("k" + i % 250).build())
                .toList();

        List<Insertion> answers = store.insert(jobs);

        for (int i = 0; i < jobs.size(); i++) {
            assertThat(answers.get(i).job().id()).isEqualTo(jobs.get(i % 250).id());
            assertThat(answers.get(i) instanceof Insertion.Inserted).isEqualTo(i < 250);
        }
    }

    @Test
    final void anEmptyListStoresNothing() {
        assertThat(store.insert(List.of())).isEmpty();
    }

    @Test
    final void anIdOfTheCallersOwnIsKept() {
        UUID own = UUID.fromString("ffffffff-ffff-4fff-bfff-ffffffffffff");

        submit(Sample.job().id(own));

        assertThat(claimed().job().id()).isEqualTo(own);
    }

    @Test
    final void aReleasedKeyLetsTheNextSubmitIn() {
        ClaimedJob claimed = claimed(Sample.job().key("k"));
        applied(Moves.completeKeepingKey(claimed));

        assertThat(store.releaseKey(claimed.job().id())).isTrue();

        assertThat(find(claimed.job().id()).activeKey()).isNull();
        assertThat(store.releaseKey(claimed.job().id())).isFalse();
        submit(Sample.job().key("k"));
    }

    @Test
    final void theKeyOfAJobInFlightIsNotReleased() {
        NewJob waiting = submit(Sample.job().key("k"));
        assertThat(store.releaseKey(waiting.id())).isFalse();

        claimed();
        assertThat(store.releaseKey(waiting.id())).isFalse();

        assertThat(store.releaseKey(Uuid7.next())).isFalse();
        assertThat(find(waiting.id()).activeKey()).isEqualTo(waiting.key().activeKey());
    }

    @Test
    final void whatFollowsACommitRunsAtOnceWithoutATransaction() {
        AtomicInteger runs = new AtomicInteger();

        store.afterCommit(runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }
}
