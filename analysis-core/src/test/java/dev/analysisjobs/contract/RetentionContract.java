package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.NoticeStore.Delivery;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Deleting what is past its time: only ended jobs whose notices are settled, by the time of their end. */
abstract class RetentionContract extends ContractTest {
    private static final Duration KEEP = Duration.ofDays(30);
    private static final Duration LONGER = Duration.ofDays(31);

    @Test
    final void anEndedJobIsDeletedWithAllThatBelongsToIt() {
        ClaimedJob first = claimed(Sample.job());
        applied(Moves.retryLater(first, Duration.ZERO, "half"));
        ClaimedJob second = claimed();
        applied(Moves.completeWithNotice(second));
        settleAll();
        NewJob cancelled = submit(Sample.job());
        applied(Moves.cancel(cancelled.id()));
        NewJob failed = submit(Sample.job());
        applied(Moves.giveUp(claimed()));
        settleAll();
        advance(LONGER);

        List<UUID> found = outdated();
        assertThat(found).containsExactlyInAnyOrder(first.job().id(), cancelled.id(), failed.id());
        assertThat(store.purge(found, KEEP)).containsExactlyInAnyOrderElementsOf(found);

        StoreRows rows = rows();
        assertThat(rows.jobs()).isEmpty();
        assertThat(rows.results()).isEmpty();
        assertThat(rows.attempts()).isEmpty();
        assertThat(rows.notices()).isEmpty();
        assertThat(store.purge(found, KEEP)).isEmpty();
        lost(Moves.complete(second));
    }

    /** Catalogue D09: age counts from the end, not from the submission. */
    @Test
    final void aJobThatRunsOrWaitsIsNeverOutdatedHoweverOld() {
        ClaimedJob running = claimed(Sample.job());
        NewJob waiting = submit(Sample.job());
        advance(LONGER.plus(LONGER));
        applied(Moves.cancel(submit(Sample.job()).id()));

        assertThat(outdated()).isEmpty();
        assertThat(store.purge(List.of(running.job().id(), waiting.id()), KEEP)).isEmpty();

        applied(Moves.complete(running));
        assertThat(outdated()).isEmpty();
        assertThat(store.purge(List.of(running.job().id()), KEEP)).isEmpty();
        assertThat(rows().jobs()).hasSize(3);
    }

    @Test
    final void aJobStaysUntilItsNoticeIsSettled() {
        ClaimedJob failed = claimed(Sample.job());
        applied(Moves.giveUp(failed));
        advance(LONGER);
        assertThat(outdated()).isEmpty();
        assertThat(store.purge(List.of(failed.job().id()), KEEP)).isEmpty();

        Notice notice = store.claimNotices(1, LEASE).get(0);
        assertThat(store.settleNotice(notice, new Delivery.Park(Set.of(), "nobody listens")))
                .isTrue();
        assertThat(outdated()).containsExactly(failed.job().id());

        assertThat(store.resendNotice(notice.id())).isTrue();
        assertThat(store.purge(List.of(failed.job().id()), KEEP)).isEmpty();
        assertThat(rows().jobs()).hasSize(1);
    }

    @Test
    final void theGuardCountsTheAgeAnewWhateverWasFound() {
        NewJob job = submit(Sample.job());
        applied(Moves.cancel(job.id()));
        advance(LONGER);
        List<UUID> found = outdated();
        applied(Moves.operatorRetry(job));

        assertThat(store.purge(found, KEEP)).isEmpty();
        applied(Moves.cancel(job.id()));
        assertThat(store.purge(found, KEEP)).isEmpty();
        assertThat(rows().jobs()).hasSize(1);
    }

    @Test
    final void aDeletedHoldersKeyIsFree() {
        applied(Moves.completeKeepingKey(claimed(Sample.job().key("k"))));
        assertThat(insert(Sample.job().key("k").build())).isInstanceOf(Insertion.Held.class);
        advance(LONGER);

        assertThat(store.purge(outdated(), KEEP)).hasSize(1);

        assertThat(insert(Sample.job().key("k").build())).isInstanceOf(Insertion.Inserted.class);
    }

    @Test
    final void repairEntriesStayWithoutTheirTextAndGoInTheirOwnTime() {
        NewJob job = submit(Sample.job());
        applied(Moves.complete(claimed()));
        applied(Moves.foundIncomplete(job, store.result(job.id()).orElseThrow()));
        settleAll();
        advance(LONGER);

        assertThat(store.purge(outdated(), KEEP)).containsExactly(job.id());

        assertThat(rows().repairs()).singleElement().satisfies(repair -> {
            assertThat(repair.jobId()).isEqualTo(job.id());
            assertThat(repair.failureCode()).isEqualTo(FailureCode.RESULT_INCOMPLETE.name());
            assertThat(repair.message()).isEqualTo("deleted with its job");
        });
        assertThat(store.purgeRepairs(Duration.ofDays(40), 10)).isZero();
        assertThat(store.purgeRepairs(KEEP, 10)).isEqualTo(1);
        assertThat(rows().repairs()).isEmpty();
    }

    @Test
    final void outdatedJobsAreReadPageByPageByTheirEndAndOnlyThoseOfTheType() {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ClaimedJob job = claimed(Sample.job());
            applied(i % 2 == 0 ? Moves.complete(job) : Moves.cancel(job.job().id()));
            ids.add(job.job().id());
            advance(Duration.ofMinutes(1));
        }
        applied(Moves.cancel(submit(Sample.job().type("another")).id()));
        advance(LONGER);

        List<UUID> read = new ArrayList<>();
        List<AnalysisJob> page = store.outdated(Sample.TYPE, KEEP, null, 3);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(3);
            page.forEach(job -> read.add(job.id()));
            assertThat(read).as("all pages").doesNotHaveDuplicates();
            page = store.outdated(Sample.TYPE, KEEP, page.get(page.size() - 1), 3);
        }

        assertThat(read).isEqualTo(ids);
    }

    @Test
    final void pagesOverJobsThatEndedAtOneInstantMissNone() {
        for (int i = 0; i < 10; i++) {
            submit(Sample.job());
        }
        store.apply(claim(10).stream().map(Moves::complete).toList());
        advance(LONGER);

        List<UUID> read = new ArrayList<>();
        List<AnalysisJob> page = store.outdated(Sample.TYPE, KEEP, null, 4);
        while (!page.isEmpty()) {
            page.forEach(job -> read.add(job.id()));
            assertThat(read).as("all pages").doesNotHaveDuplicates();
            page = store.outdated(Sample.TYPE, KEEP, page.get(page.size() - 1), 4);
        }

        assertThat(read).hasSize(10);
    }

    @Test
    final void settledNoticesOfNoJobGoInTheirTime() {
        NewNotice paused = new NewNotice(
                Uuid7.next(),
                Notice.Kind.TYPE_PAUSED,
                null,
                Sample.TYPE,
                null,
                new Failure(FailureCode.QUOTA_EXHAUSTED, "Nothing is left"));
        store.addNotice(paused);
        applied(Moves.giveUp(claimed(Sample.job())));
        advance(LONGER);
        assertThat(store.purgeNotices(KEEP, 10)).as("still pending").isZero();

        settleAll();
        assertThat(store.purgeNotices(KEEP, 10)).as("settled just now").isZero();
        advance(LONGER);
        assertThat(store.purgeNotices(KEEP, 0)).isZero();
        assertThat(store.purgeNotices(KEEP, 10)).isEqualTo(1);

        assertThat(rows().notices())
                .as("those of a job go with it")
                .extracting(StoreRows.NoticeRow::kind)
                .containsExactly(Notice.Kind.JOB_FAILED.name());
    }

    @Test
    final void nothingToDeleteIsNoFault() {
        assertThat(store.outdated(Sample.TYPE, KEEP, null, 10)).isEmpty();
        assertThat(store.purge(List.of(), KEEP)).isEmpty();
        assertThat(store.purge(List.of(Uuid7.next()), KEEP)).isEmpty();
        assertThat(store.purgeNotices(KEEP, 10)).isZero();
        assertThat(store.purgeRepairs(KEEP, 10)).isZero();
    }

    private List<UUID> outdated() {
        return store.outdated(Sample.TYPE, KEEP, null, 100).stream()
                .map(AnalysisJob::id)
                .toList();
    }

    private void settleAll() {
        for (Notice notice : store.claimNotices(100, LEASE)) {
            assertThat(store.settleNotice(notice, new Delivery.Done())).isTrue();
        }
    }
}
