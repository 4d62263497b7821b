package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several changes in one commit, and reading back what was committed. */
abstract class BatchContract extends ContractTest {

    @Test
    final void changesOfAllKindsGoInOneListAndAreAnsweredInItsOrder() {
        ClaimedJob completed = claimed(Sample.job());
        ClaimedJob retried = claimed(Sample.job());
        ClaimedJob putBack = claimed(Sample.job());
        ClaimedJob failed = claimed(Sample.job());
        ClaimedJob goesOn = claimed(Sample.job());
        ClaimedJob cancelled = claimed(Sample.job());

        List<ChangeOutcome> outcomes = store.apply(List.of(
                Moves.giveUp(failed),
                Moves.complete(completed),
                Moves.saveCheckpoint(goesOn, "part 1"),
                Moves.retryLater(retried, Duration.ofHours(1)),
                Moves.cancel(cancelled.job().id()),
                Moves.putBack(putBack, Duration.ofHours(1))));

        assertThat(outcomes).hasSize(6).containsOnly(ChangeOutcome.APPLIED);
        assertThat(status(failed)).isEqualTo(JobStatus.FAILED);
        assertThat(status(completed)).isEqualTo(JobStatus.COMPLETED);
        assertThat(status(goesOn)).isEqualTo(JobStatus.PROCESSING);
        assertThat(status(retried)).isEqualTo(JobStatus.PENDING);
        assertThat(status(cancelled)).isEqualTo(JobStatus.CANCELLED);
        assertThat(status(putBack)).isEqualTo(JobStatus.PENDING);
    }

    @Test
    final void oneLostChangeDoesNotHinderTheOthers() {
        ClaimedJob first = claimed(Sample.job());
        ClaimedJob gone = claimed(Sample.job());
        applied(Moves.cancel(gone.job().id()));
        ClaimedJob last = claimed(Sample.job());

        assertThat(store.apply(List.of(Moves.complete(first), Moves.complete(gone), Moves.giveUp(last))))
                .containsExactly(ChangeOutcome.APPLIED, ChangeOutcome.LOST, ChangeOutcome.APPLIED);

        assertThat(status(first)).isEqualTo(JobStatus.COMPLETED);
        assertThat(status(gone)).isEqualTo(JobStatus.CANCELLED);
        assertThat(status(last)).isEqualTo(JobStatus.FAILED);
    }

    @Test
    final void aLongListIsWrittenWhole() {
        List<NewJob> jobs = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            jobs.add(Sample.job().build());
        }
        store.insert(jobs);
        List<ClaimedJob> claimed = claim(300);
        List<Change> changes = new ArrayList<>();
        for (ClaimedJob job : claimed) {
            changes.add(
                    changes.size() % 3 == 0
                            ? Moves.giveUp(job)
                            : changes.size() % 3 == 1 ? Moves.complete(job) : Moves.retryLater(job, Duration.ZERO));
        }

        assertThat(store.apply(changes)).hasSize(300).containsOnly(ChangeOutcome.APPLIED);

        assertThat(store.counts().of(JobStatus.FAILED)).isEqualTo(100);
        assertThat(store.counts().of(JobStatus.COMPLETED)).isEqualTo(100);
        assertThat(store.counts().of(JobStatus.PENDING)).isEqualTo(100);
        assertThat(store.apply(changes)).hasSize(300).containsOnly(ChangeOutcome.LOST);
    }

    @Test
    final void anEmptyListIsAnsweredEmpty() {
        assertThat(store.apply(List.of())).isEmpty();
        assertThat(store.readBack(List.of())).isEmpty();
    }

    @Test
    final void whatIsCommittedIsReadBackForEveryFencedKind() {
        List<Change.Fenced> changes = everyFencedKind();
        assertThat(store.readBack(changes)).hasSize(7).containsOnly(false);

        store.apply(changes.subList(0, 4));
        assertThat(store.readBack(changes)).containsExactly(true, true, true, true, false, false, false);

        advance(LEASE.plusHours(1));
        assertThat(store.apply(changes)).endsWith(ChangeOutcome.APPLIED, ChangeOutcome.APPLIED, ChangeOutcome.APPLIED);
        assertThat(store.readBack(changes)).hasSize(7).containsOnly(true);
    }

    @Test
    final void whatIsCommittedIsReadBackAlsoAfterTheJobWentOn() {
        ClaimedJob first = claimed(Sample.job());
        Change.Fenced retried = Moves.retryLater(first, Duration.ZERO);
        applied(retried);
        ClaimedJob second = claimed();
        Change.Fenced completed = Moves.complete(second);
        applied(completed);

        assertThat(store.readBack(List.of(completed, retried))).containsExactly(true, true);
    }

    @Test
    final void anotherEndOfTheSameAttemptIsNotReadBackAsThisOne() {
        ClaimedJob claimed = claimed(Sample.job());
        advance(LEASE.plusHours(1));
        applied(Moves.expire(claimed));

        assertThat(store.readBack(List.of(
                        Moves.complete(claimed),
                        Moves.retryLater(claimed, Duration.ZERO),
                        Moves.giveUp(claimed),
                        Moves.putBack(claimed, Duration.ZERO),
                        Moves.expire(claimed))))
                .containsExactly(false, false, false, false, true);
    }

    @Test
    final void aLaterAttemptsEndIsNotReadBackAsTheEarlierOnes() {
        ClaimedJob first = claimed(Sample.job());
        advance(LEASE.plusHours(1));
        applied(Moves.expire(first));
        ClaimedJob second = claimed();
        applied(Moves.complete(second));

        assertThat(store.readBack(List.of(Moves.complete(first), Moves.complete(second))))
                .containsExactly(false, true);
    }

    @Test
    final void anotherCheckpointIsNotReadBackAsThisOne() {
        ClaimedJob claimed = claimed(Sample.job());
        applied(Moves.saveCheckpoint(claimed, "part 1"));

        assertThat(store.readBack(
                        List.of(Moves.saveCheckpoint(claimed, "part 1"), Moves.saveCheckpoint(claimed, "part 2"))))
                .containsExactly(true, false);
    }

    private List<Change.Fenced> everyFencedKind() {
        return List.of(
                Moves.complete(claimed(Sample.job())),
                Moves.retryLater(claimed(Sample.job()), Duration.ofDays(1)),
                Moves.putBack(claimed(Sample.job()), Duration.ofDays(1)),
                Moves.giveUp(claimed(Sample.job())),
                Moves.saveCheckpoint(claimed(Sample.job()), "part 1"),
                Moves.expire(claimed(Sample.job())),
                Moves.expireForGood(claimed(Sample.job())));
    }

    private JobStatus status(ClaimedJob claimed) {
        return find(claimed.job().id()).status();
    }
}
