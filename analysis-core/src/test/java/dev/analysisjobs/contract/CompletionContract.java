package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.model.Violation;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.EndedAttempt;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Completing a job, and taking back a result that proved incomplete (invariants I1, I7). */
abstract class CompletionContract extends ContractTest {

    @Test
    final void aCompletedJobAndItsResultBecomeVisibleTogether() {
        ClaimedJob claimed = claimed(Sample.job());
        applied(Moves.saveCheckpoint(claimed, "half done"));
        Instant before = store.now();
        var change = Moves.complete(claimed);

        applied(change);

        AnalysisJob job = find(claimed.job().id());
        StoredResult result = store.result(job.id()).orElseThrow();
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.resultId()).isEqualTo(change.result().id());
        assertThat(job.completedAt()).isBetween(before, store.now());
        assertThat(job.lease()).isNull();
        assertThat(job.activeKey()).isNull();
        assertThat(job.attempts()).isEqualTo(1);
        assertThat(row(job.id()).checkpoint()).isNull();
        assertThat(result.id()).isEqualTo(change.result().id());
        assertThat(result.jobId()).isEqualTo(job.id());
        assertThat(result.output()).isEqualTo(Moves.OUTPUT);
        assertThat(result.leaseToken()).isEqualTo(1);
        assertThat(result.attempt()).isEqualTo(1);
        assertThat(result.startedAt()).isEqualTo(claimed.startedAt());
        assertThat(result.createdAt()).isBetween(before, store.now());
        assertThat(result.facts()).isEqualTo(Moves.FACTS);
        assertThat(store.attempts(job.id(), 10)).isEmpty();
    }

    @Test
    final void aCompletedJobKeepsItsKeyOnlyWhenToldTo() {
        ClaimedJob claimed = claimed(Sample.job());
        String key = claimed.job().activeKey();

        applied(Moves.completeKeepingKey(claimed));

        assertThat(find(claimed.job().id()).activeKey()).isEqualTo(key);
    }

    @Test
    final void aJobWithoutAKeyHasNoneToKeep() {
        ClaimedJob claimed = claimed(Sample.job().withoutKey());

        applied(Moves.completeKeepingKey(claimed));

        assertThat(find(claimed.job().id()).activeKey()).isNull();
    }

    @Test
    final void aSuccessNoticeIsKeptWhenAskedFor() {
        ClaimedJob claimed = claimed(Sample.job().subject("anna"));

        applied(Moves.completeWithNotice(claimed));

        Notice notice = store.claimNotices(10, LEASE).get(0);
        assertThat(notice.kind()).isEqualTo(Notice.Kind.JOB_COMPLETED);
        assertThat(notice.jobId()).isEqualTo(claimed.job().id());
        assertThat(notice.subject()).isEqualTo("anna");
        assertThat(notice.failure()).isNull();
    }

    @Test
    final void anAttemptWhoseLeaseRanOutMayCompleteWhileNobodyTookTheJob() {
        ClaimedJob claimed = claimed(Sample.job());
        advance(LEASE.plusHours(1));

        applied(Moves.complete(claimed));

        assertThat(apply(Moves.expire(claimed))).isEqualTo(ChangeOutcome.LOST);
    }

    @Test
    final void aSecondCompletionIsLost() {
        ClaimedJob claimed = claimed(Sample.job());
        var change = Moves.complete(claimed);
        applied(change);

        lost(change);
        lost(Moves.complete(claimed, "{\"persona\":\"another\"}"));
    }

    @Test
    final void aJobCompletesAtALaterAttempt() {
        ClaimedJob first = claimed(Sample.job());
        applied(Moves.retryLater(first, Duration.ZERO));
        ClaimedJob second = claimed();

        applied(Moves.complete(second));

        assertThat(store.result(second.job().id()).orElseThrow().attempt()).isEqualTo(2);
        assertThat(store.attempts(second.job().id(), 10)).hasSize(1);
    }

    @Test
    final void anIncompleteResultMovesToTheAttemptRecordAndTheJobFails() {
        NewJob job = submit(Sample.job().key("k"));
        ClaimedJob claimed = claimed();
        applied(Moves.completeKeepingKey(claimed));
        advance(Duration.ofDays(1));
        StoredResult result = store.result(job.id()).orElseThrow();

        applied(Moves.foundIncomplete(job, result));

        AnalysisJob failed = find(job.id());
        assertThat(failed.status()).isEqualTo(JobStatus.FAILED);
        assertThat(failed.failure()).isEqualTo(Moves.INCOMPLETE);
        assertThat(failed.activeKey()).isNull();
        assertThat(store.result(job.id())).isEmpty();
        Attempt moved = store.attempts(job.id(), 10).get(0);
        assertThat(moved.end()).isEqualTo(AttemptEnd.FOUND_INCOMPLETE);
        assertThat(moved.attempt()).isEqualTo(1);
        assertThat(moved.leaseToken()).isEqualTo(1);
        assertThat(moved.node()).isEqualTo("auditor");
        assertThat(moved.startedAt()).isEqualTo(result.startedAt());
        assertThat(moved.failure()).isEqualTo(Moves.INCOMPLETE);
        assertThat(moved.violations()).containsExactly(new Violation("/persona", "is missing"));
        assertThat(moved.rejectedOutput()).isEqualTo(Moves.OUTPUT);
        assertThat(moved.facts()).isEqualTo(Moves.FACTS);
        assertThat(rows().repairs())
                .extracting(StoreRows.RepairRow::jobId, StoreRows.RepairRow::node, StoreRows.RepairRow::failureCode)
                .containsExactly(
                        tuple(job.id(), "auditor", Moves.INCOMPLETE.code().name()));
        assertThat(store.claimNotices(10, LEASE))
                .extracting(Notice::kind)
                .containsExactly(Notice.Kind.RESULT_INCOMPLETE);
        submit(Sample.job().key("k"));
    }

    @Test
    final void aLongIncompleteResultIsKeptCutAsAnyRejectedOutput() {
        NewJob job = submit(Sample.job());
        applied(Moves.complete(claimed(), "x".repeat(EndedAttempt.REJECTED_LIMIT + 1)));

        applied(Moves.foundIncomplete(job, store.result(job.id()).orElseThrow()));

        assertThat(store.attempts(job.id(), 1).get(0).rejectedOutput())
                .hasSize(EndedAttempt.REJECTED_LIMIT)
                .endsWith("…");
    }

    @Test
    final void aResultIsTakenBackOnlyAsTheVeryOneThatWasProved() {
        NewJob job = submit(Sample.job());
        applied(Moves.complete(claimed()));
        StoredResult result = store.result(job.id()).orElseThrow();

        lost(Moves.foundIncomplete(job, Uuid7.next(), result.output()));
        for (String other : List.of(
                result.output() + " ",
                result.output().toUpperCase(Locale.ROOT),
                result.output().substring(1),
                "")) {
            lost(Moves.foundIncomplete(job, result.id(), other));
        }
        applied(Moves.foundIncomplete(job, result));
        lost(Moves.foundIncomplete(job, result));
    }

    @Test
    final void aJobWhoseResultWasTakenBackCanBeRetriedAndCompleteAgain() {
        NewJob job = submit(Sample.job());
        applied(Moves.complete(claimed()));
        applied(Moves.foundIncomplete(job, store.result(job.id()).orElseThrow()));
        applied(Moves.operatorRetry(job));
        ClaimedJob again = claimed();

        assertThat(again.previous().end()).isEqualTo(AttemptEnd.FOUND_INCOMPLETE);
        assertThat(again.lease().token()).isEqualTo(2);
        applied(Moves.complete(again));
        assertThat(store.result(job.id()).orElseThrow().leaseToken()).isEqualTo(2);
    }
}
