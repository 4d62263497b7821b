package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.NewJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cancelling, and starting an ended job anew (invariants I4, I5, I6). */
abstract class OperatorContract extends ContractTest {

    @Test
    final void aWaitingJobIsCancelledWithoutATrace() {
        NewJob job = submit(Sample.job());
        Instant before = store.now();

        applied(Moves.cancel(job.id()));

        AnalysisJob cancelled = find(job.id());
        assertThat(cancelled.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(cancelled.completedAt()).isBetween(before, store.now());
        assertThat(cancelled.activeKey()).isNull();
        assertThat(store.attempts(job.id(), 10)).isEmpty();
        assertThat(store.claimNotices(10, LEASE)).isEmpty();
    }

    @Test
    final void aCancelledAttemptIsRecordedAndItsLateAnswerFencedOff() {
        ClaimedJob claimed = claimed(Sample.job().maxAttempts(5));
        applied(Moves.retryLater(claimed, Duration.ZERO));
        ClaimedJob running = claimed();

        applied(Moves.cancel(running.job().id()));

        Attempt cut = store.attempts(running.job().id(), 10).get(1);
        assertThat(cut.end()).isEqualTo(AttemptEnd.CANCELLED);
        assertThat(cut.attempt()).isEqualTo(2);
        assertThat(cut.leaseToken()).isEqualTo(2);
        assertThat(cut.node()).isEqualTo(NODE);
        assertThat(cut.startedAt()).isEqualTo(running.startedAt());
        assertThat(cut.failure()).isEqualTo(Moves.UNWANTED);
        assertThat(cut.violations()).isEmpty();
        assertThat(cut.rejectedOutput()).isNull();
        assertThat(store.result(running.job().id())).isEmpty();
        lost(Moves.complete(running));
        lost(Moves.giveUp(running));
    }

    @Test
    final void aSecondCancelIsLost() {
        NewJob job = submit(Sample.job());
        applied(Moves.cancel(job.id()));

        lost(Moves.cancel(job.id()));
    }

    @Test
    final void aRetriedJobStartsAnewAndKeepsItsHistory() {
        NewJob job = submit(Sample.job().key("k").maxAttempts(2).maxAge(Duration.ofHours(10)));
        applied(Moves.retryLater(claimed(), Duration.ZERO));
        applied(Moves.giveUp(claimed()));
        advance(Duration.ofHours(20));
        Instant before = store.now();

        applied(new Change.OperatorRetry(
                job.id(), 5, Duration.ofHours(3), job.key().activeKey()));

        AnalysisJob again = find(job.id());
        assertThat(again.status()).isEqualTo(JobStatus.PENDING);
        assertThat(again.attempts()).isZero();
        assertThat(again.maxAttempts()).isEqualTo(5);
        assertThat(again.runAt()).isBetween(before, store.now());
        assertThat(again.deadlineAt()).isEqualTo(again.runAt().plus(Duration.ofHours(3)));
        assertThat(again.activeKey()).isEqualTo(job.key().activeKey());
        assertThat(again.failure()).isNull();
        assertThat(again.completedAt()).isNull();
        assertThat(store.attempts(job.id(), 10)).hasSize(2);
        ClaimedJob third = claimed();
        assertThat(third.job().attempts()).isEqualTo(1);
        assertThat(third.lease().token()).isEqualTo(3);
        applied(Moves.complete(third));
    }

    @Test
    final void anAnswerFromBeforeTheRetryStaysFencedOff() {
        NewJob job = submit(Sample.job());
        ClaimedJob old = claimed();
        applied(Moves.cancel(job.id()));
        applied(Moves.operatorRetry(job));
        lost(Moves.complete(old));

        claimed();

        lost(Moves.complete(old));
        lost(Moves.retryLater(old, Duration.ZERO));
    }

    @Test
    final void aRetryDoesNotTakeAKeyThatAnotherJobHolds() {
        NewJob failed = submit(Sample.job().key("k"));
        applied(Moves.giveUp(claimed()));
        submit(Sample.job().key("k"));
        StoreRows before = rows();

        assertThat(apply(Moves.operatorRetry(failed))).isEqualTo(ChangeOutcome.KEY_HELD);
        assertThat(rows()).isEqualTo(before);

        applied(Moves.complete(claimed()));
        applied(Moves.operatorRetry(failed));
    }

    @Test
    final void aRetryDoesNotTakeAKeyThatACompletedJobKeeps() {
        NewJob cancelled = submit(Sample.job().key("k"));
        applied(Moves.cancel(cancelled.id()));
        applied(Moves.completeKeepingKey(claimed(Sample.job().key("k"))));

        assertThat(apply(Moves.operatorRetry(cancelled))).isEqualTo(ChangeOutcome.KEY_HELD);
    }

    @Test
    final void aRetryThatTakesNoKeyNeverMeetsAnother() {
        NewJob failed = submit(Sample.job().key("k"));
        applied(Moves.giveUp(claimed()));
        submit(Sample.job().key("k"));

        applied(new Change.OperatorRetry(failed.id(), 3, Duration.ofDays(1), null));

        assertThat(find(failed.id()).activeKey()).isNull();
    }

    @Test
    final void ofTwoRetriesOfOneKeyOnlyTheFirstIsApplied() {
        NewJob first = submit(Sample.job().key("k"));
        applied(Moves.cancel(first.id()));
        NewJob second = submit(Sample.job().key("k"));
        applied(Moves.cancel(second.id()));
        NewJob other = submit(Sample.job());
        applied(Moves.cancel(other.id()));

        assertThat(store.apply(
                        List.of(Moves.operatorRetry(first), Moves.operatorRetry(second), Moves.operatorRetry(other))))
                .containsExactly(ChangeOutcome.APPLIED, ChangeOutcome.KEY_HELD, ChangeOutcome.APPLIED);
    }

    @Test
    final void aRetriedJobCanFailAgainWithANoticeOfItsOwn() {
        NewJob job = submit(Sample.job());
        applied(Moves.giveUp(claimed()));
        applied(Moves.operatorRetry(job));
        applied(Moves.giveUp(claimed()));

        assertThat(store.claimNotices(10, LEASE)).hasSize(2);
    }
}
