package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Expired leases and passed deadlines: found page by page, ended under the guard that repeats the reason. */
abstract class SweepContract extends ContractTest {

    @Test
    final void aLeaseIsFoundExpiredOnlyOnceItRanOut() {
        ClaimedJob claimed = claimed(Sample.job());
        submit(Sample.job());
        assertThat(store.expiredLeases(null, 10)).isEmpty();

        advance(LEASE.plusHours(1));

        assertThat(store.expiredLeases(null, 10))
                .extracting(AnalysisJob::id)
                .containsExactly(claimed.job().id());
    }

    @Test
    final void aLiveLeaseIsNotTaken() {
        ClaimedJob claimed = claimed(Sample.job());

        lost(Moves.expire(claimed));
        lost(Moves.expireForGood(claimed));
    }

    @Test
    final void aLeaseThatWasRenewedAfterItWasFoundIsNotTaken() {
        ClaimedJob claimed = claimed(Sample.job());
        advance(LEASE.plusHours(1));
        assertThat(store.expiredLeases(null, 10)).hasSize(1);
        store.renew(NODE, List.of(claimed.ref()), LEASE);

        lost(Moves.expire(claimed));
    }

    @Test
    final void aJobTakenFromALostWorkerWaitsAgainWithTheAttemptCharged() {
        ClaimedJob claimed = claimed(Sample.job());
        advance(LEASE.plusHours(1));
        AnalysisJob found = store.expiredLeases(null, 10).get(0);
        assertThat(found.lease().token()).isEqualTo(1);
        assertThat(found.startedAt()).isNotNull();

        applied(new Change.ExpireLease(
                claimed.ref(),
                Moves.ended(claimed, AttemptEnd.LEASE_EXPIRED, Moves.EXPIRED),
                Duration.ofHours(2),
                null));

        AnalysisJob job = find(claimed.job().id());
        assertThat(job.status()).isEqualTo(JobStatus.PENDING);
        assertThat(job.attempts()).isEqualTo(1);
        Attempt attempt = store.attempts(job.id(), 10).get(0);
        assertThat(attempt.end()).isEqualTo(AttemptEnd.LEASE_EXPIRED);
        assertThat(attempt.failure()).isEqualTo(Moves.EXPIRED);
        assertThat(store.claimNotices(10, LEASE)).isEmpty();
        assertThat(claim(5)).isEmpty();
        advance(Duration.ofHours(3));
        assertThat(claimed().job().attempts()).isEqualTo(2);
    }

    @Test
    final void aJobWhoseLastWorkerIsLostFailsWithTheNoticesReason() {
        ClaimedJob claimed = claimed(Sample.job().maxAttempts(1));
        advance(LEASE.plusHours(1));

        applied(Moves.expireForGood(claimed));

        AnalysisJob job = find(claimed.job().id());
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failure()).isEqualTo(Moves.LOST);
        assertThat(store.attempts(job.id(), 10).get(0).failure()).isEqualTo(Moves.EXPIRED);
        assertThat(store.claimNotices(10, LEASE)).extracting(Notice::failure).containsExactly(Moves.LOST);
        lost(Moves.expireForGood(claimed));
    }

    @Test
    final void aWaitingJobIsFoundOverdueAndFailedOnlyOnceItsDeadlinePassed() {
        NewJob job = submit(Sample.job().maxAge(Duration.ofHours(2)));
        assertThat(store.overdue(null, 10)).isEmpty();
        lost(Moves.passDeadline(job));

        advance(Duration.ofHours(3));

        assertThat(store.overdue(null, 10)).extracting(AnalysisJob::id).containsExactly(job.id());
        applied(Moves.passDeadline(job));
        assertThat(find(job.id()).failure()).isEqualTo(Moves.LATE);
        assertThat(store.overdue(null, 10)).isEmpty();
        assertThat(store.attempts(job.id(), 10)).isEmpty();
        assertThat(store.claimNotices(10, LEASE)).extracting(Notice::failure).containsExactly(Moves.LATE);
        lost(Moves.passDeadline(job));
    }

    @Test
    final void aRunningJobIsNotOverdueHoweverLate() {
        NewJob job = submit(Sample.job().maxAge(Duration.ofHours(2)));
        claimed();
        advance(Duration.ofDays(1));

        assertThat(store.overdue(null, 10)).isEmpty();
        lost(Moves.passDeadline(job));
    }

    @Test
    final void aJobPutBackBeyondItsDeadlineIsFoundOverdueBeforeItIsDue() {
        ClaimedJob claimed = claimed(Sample.job().maxAge(Duration.ofHours(2)));
        applied(Moves.putBack(claimed, Duration.ofDays(9)));
        advance(Duration.ofHours(3));

        assertThat(store.overdue(null, 10)).hasSize(1);
    }

    @Test
    final void expiredLeasesAreReadPageByPageInTheOrderOfTheirIds() {
        for (int i = 0; i < 7; i++) {
            submit(Sample.job());
        }
        List<UUID> ids =
                claim(7).stream().map(job -> job.job().id()).sorted(BY_TEXT).toList();
        advance(LEASE.plusHours(1));

        assertThat(pages(after -> store.expiredLeases(after, 3))).isEqualTo(ids);
    }

    @Test
    final void overdueJobsAreReadPageByPageInTheOrderOfTheirIds() {
        List<UUID> ids = new ArrayList<>();
        ids.add(submit(Sample.job()
                        .id(UUID.fromString("ffffffff-ffff-4fff-bfff-ffffffffffff"))
                        .maxAge(Duration.ofHours(1)))
                .id());
        for (int i = 0; i < 6; i++) {
            ids.add(submit(Sample.job().maxAge(Duration.ofHours(1))).id());
        }
        submit(Sample.job());
        advance(Duration.ofHours(2));

        assertThat(pages(after -> store.overdue(after, 3)))
                .isEqualTo(ids.stream().sorted(BY_TEXT).toList());
    }

    private static List<UUID> pages(Function<UUID, List<AnalysisJob>> read) {
        List<UUID> ids = new ArrayList<>();
        List<AnalysisJob> page = read.apply(null);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(3);
            page.forEach(job -> ids.add(job.id()));
            assertThat(ids).as("all pages").doesNotHaveDuplicates();
            page = read.apply(ids.get(ids.size() - 1));
        }
        return ids;
    }
}
