package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.EndedAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ending an attempt without a result (invariants I7, I8, I10). */
abstract class AttemptEndContract extends ContractTest {

    @Test
    final void aFailedAttemptIsRecordedWithItsReasonAndLeavesNoResult() {
        ClaimedJob claimed = claimed(Sample.job());
        var change = Moves.retryLater(claimed, Duration.ofHours(3));
        Instant before = store.now();

        applied(change);

        Attempt attempt = only(claimed.job().id());
        EndedAttempt told = change.attempt();
        assertThat(attempt)
                .isEqualTo(new Attempt(
                        claimed.job().id(),
                        told.attempt(),
                        claimed.lease().token(),
                        told.node(),
                        told.startedAt(),
                        attempt.endedAt(),
                        told.end(),
                        told.failure(),
                        told.violations(),
                        told.rejectedOutput(),
                        told.facts()));
        assertThat(attempt.endedAt()).isBetween(before, store.now());
        assertThat(store.result(claimed.job().id())).isEmpty();
    }

    @Test
    final void anAttemptOfWhichNothingIsKnownReadsBackEqual() {
        ClaimedJob claimed = claimed(Sample.job());
        EndedAttempt bare = new EndedAttempt(
                1, NODE, claimed.startedAt(), AttemptEnd.RETRIED, Moves.INVALID, List.of(), null, ProviderFacts.none());

        applied(new Change.RetryLater(claimed.ref(), bare, Duration.ZERO, null));

        Attempt attempt = only(claimed.job().id());
        assertThat(attempt.violations()).isEmpty();
        assertThat(attempt.rejectedOutput()).isNull();
        assertThat(attempt.facts()).isEqualTo(ProviderFacts.none());
    }

    @Test
    final void aRetriedJobWaitsForItsDelayWithItsAttemptCharged() {
        ClaimedJob claimed = claimed(Sample.job());
        String key = claimed.job().activeKey();
        Instant before = store.now();

        applied(Moves.retryLater(claimed, Duration.ofHours(3)));

        AnalysisJob job = find(claimed.job().id());
        assertThat(job.status()).isEqualTo(JobStatus.PENDING);
        assertThat(job.attempts()).isEqualTo(1);
        assertThat(job.activeKey()).isEqualTo(key);
        assertThat(job.runAt())
                .isBetween(before.plus(Duration.ofHours(3)), store.now().plus(Duration.ofHours(3)));
        assertThat(job.deadlineAt()).isEqualTo(claimed.job().deadlineAt());
        assertThat(job.startedAt()).isEqualTo(claimed.job().startedAt());
        assertThat(claim(5)).isEmpty();
        advance(Duration.ofHours(4));
        assertThat(claimed().job().attempts()).isEqualTo(2);
    }

    @Test
    final void aPutBackJobWaitsForItsDelayWithItsAttemptUncharged() {
        ClaimedJob claimed = claimed(Sample.job());

        applied(Moves.putBack(claimed, Duration.ofHours(3)));

        AnalysisJob job = find(claimed.job().id());
        assertThat(job.status()).isEqualTo(JobStatus.PENDING);
        assertThat(job.attempts()).isZero();
        assertThat(only(job.id()).end()).isEqualTo(AttemptEnd.PUT_BACK);
        assertThat(only(job.id()).attempt()).isEqualTo(1);
        assertThat(claim(5)).isEmpty();
        advance(Duration.ofHours(4));
        assertThat(claimed().job().attempts()).isEqualTo(1);
    }

    @Test
    final void aJobMayBePutBackMoreOftenThanItHasAttempts() {
        ClaimedJob claimed = claimed(Sample.job().maxAttempts(1));
        for (int round = 2; round <= 5; round++) {
            applied(Moves.putBack(claimed, Duration.ZERO));
            claimed = claimed();
            assertThat(claimed.lease().token()).isEqualTo(round);
        }
        applied(Moves.complete(claimed));

        assertThat(store.attempts(claimed.job().id(), 10))
                .extracting(Attempt::leaseToken)
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    final void aJobThatIsGivenUpFailsWithItsReasonAndOneNotice() {
        ClaimedJob claimed = claimed(Sample.job().subject("anna"));
        var change = Moves.giveUp(claimed);
        Instant before = store.now();

        applied(change);

        AnalysisJob job = find(claimed.job().id());
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failure()).isEqualTo(Moves.INVALID);
        assertThat(job.activeKey()).isNull();
        assertThat(job.completedAt()).isBetween(before, store.now());
        assertThat(only(job.id()).end()).isEqualTo(AttemptEnd.GAVE_UP);
        List<Notice> notices = store.claimNotices(10, LEASE);
        assertThat(notices).hasSize(1);
        assertThat(notices.get(0).id()).isEqualTo(change.notice().id());
        assertThat(notices.get(0).kind()).isEqualTo(Notice.Kind.JOB_FAILED);
        assertThat(notices.get(0).jobId()).isEqualTo(job.id());
        assertThat(notices.get(0).subject()).isEqualTo("anna");
        assertThat(notices.get(0).failure()).isEqualTo(Moves.INVALID);
    }

    @Test
    final void aRetriedAttemptTellsNobody() {
        applied(Moves.retryLater(claimed(Sample.job()), Duration.ZERO));
        applied(Moves.putBack(claimed(), Duration.ZERO));

        assertThat(store.claimNotices(10, LEASE)).isEmpty();
    }

    @Test
    final void aCheckpointIsKeptWhileTheAttemptGoesOn() {
        ClaimedJob claimed = claimed(Sample.job());
        AnalysisJob before = find(claimed.job().id());

        applied(Moves.saveCheckpoint(claimed, "part 1"));
        applied(Moves.saveCheckpoint(claimed, "part 2"));

        assertThat(find(claimed.job().id())).isEqualTo(before);
        assertThat(row(claimed.job().id()).checkpoint()).isEqualTo("part 2");
    }

    @Test
    final void aCheckpointOutlivesTheWorkerThatSavedIt() {
        ClaimedJob claimed = claimed(Sample.job());
        applied(Moves.saveCheckpoint(claimed, "part 1"));
        advance(LEASE.plusHours(1));
        applied(Moves.expire(claimed));

        assertThat(claimed().checkpoint()).isEqualTo("part 1");
    }

    @Test
    final void anEndWithoutACheckpointKeepsTheStoredOne() {
        ClaimedJob claimed = claimed(Sample.job().maxAttempts(9));
        applied(Moves.saveCheckpoint(claimed, "part 1"));
        applied(Moves.retryLater(claimed, Duration.ZERO));
        ClaimedJob second = claimed();
        assertThat(second.checkpoint()).isEqualTo("part 1");

        applied(Moves.putBack(second, Duration.ZERO));
        ClaimedJob third = claimed();
        assertThat(third.checkpoint()).isEqualTo("part 1");

        applied(Moves.putBack(third, Duration.ZERO, "part 2"));
        assertThat(claimed().checkpoint()).isEqualTo("part 2");
    }

    private Attempt only(UUID jobId) {
        List<Attempt> attempts = store.attempts(jobId, 10);
        assertThat(attempts).hasSize(1);
        return attempts.get(0);
    }
}
