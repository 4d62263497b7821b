package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Backlog;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.JobCounts;
import dev.analysisjobs.port.JobCursor;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reading: single jobs, lists, counts. */
abstract class QueryContract extends ContractTest {

    @Test
    final void whatIsNotThereIsEmpty() {
        UUID unknown = Uuid7.next();

        assertThat(store.find(unknown)).isEmpty();
        assertThat(store.input(unknown)).isEmpty();
        assertThat(store.result(unknown)).isEmpty();
        assertThat(store.attempts(unknown, 10)).isEmpty();
        assertThat(store.list(JobFilter.all(), null, 10)).isEmpty();
        assertThat(store.counts()).isEqualTo(new JobCounts(List.of(), null, null, 0));
    }

    @Test
    final void ofManyAttemptsTheNewestAreReadOldestFirst() {
        ClaimedJob claimed = claimed(Sample.job().maxAttempts(9));
        for (int i = 0; i < 5; i++) {
            applied(Moves.retryLater(claimed, Duration.ZERO));
            claimed = claimed();
        }

        assertThat(store.attempts(claimed.job().id(), 3))
                .extracting(Attempt::leaseToken)
                .containsExactly(3L, 4L, 5L);
        assertThat(store.attempts(claimed.job().id(), 99)).hasSize(5);
    }

    @Test
    final void aListIsRestrictedByEveryPartOfItsFilter() {
        NewJob failed = submit(Sample.job().type("a").subject("anna"));
        applied(Moves.giveUp(
                Requests.claim(store, NODE, Map.of("a", 1), 1, LEASE).get(0)));
        advance(Duration.ofHours(1));
        NewJob cancelled = submit(Sample.job().type("a").subject("bert"));
        applied(Moves.cancel(cancelled.id()));
        advance(Duration.ofHours(1));
        NewJob waiting = submit(Sample.job().type("b").subject("anna"));
        Instant middle = find(cancelled.id()).createdAt();

        JobFilter all = JobFilter.all();
        assertThat(ids(all)).containsExactly(waiting.id(), cancelled.id(), failed.id());
        assertThat(ids(all.withType("a"))).containsExactly(cancelled.id(), failed.id());
        assertThat(ids(all.withSubject("anna"))).containsExactly(waiting.id(), failed.id());
        assertThat(ids(all.withStatus(JobStatus.PENDING))).containsExactly(waiting.id());
        assertThat(ids(all.withFailureCode(FailureCode.INVALID_RESULT))).containsExactly(failed.id());
        assertThat(ids(all.withFailureCode(FailureCode.EMPTY))).isEmpty();
        assertThat(ids(all.withCreated(middle, null))).containsExactly(waiting.id(), cancelled.id());
        assertThat(ids(all.withCreated(null, middle))).containsExactly(failed.id());
        assertThat(ids(all.withCreated(middle, middle.plusSeconds(1)))).containsExactly(cancelled.id());
        assertThat(ids(all.withType("a").withSubject("anna").withStatus(JobStatus.FAILED)))
                .containsExactly(failed.id());
        assertThat(ids(all.withType("b").withSubject("bert"))).isEmpty();
    }

    @Test
    final void pagesOverJobsOfOneInstantMissNoneAndRepeatNone() {
        List<NewJob> jobs = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            jobs.add(Sample.job().build());
        }
        jobs.add(Sample.job()
                .id(UUID.fromString("ffffffff-ffff-4fff-bfff-ffffffffffff"))
                .build());
        Collections.reverse(jobs);
        store.insert(jobs);
        submit(Sample.job().type("another"));

        List<AnalysisJob> read = new ArrayList<>();
        JobFilter filter = JobFilter.all().withType(Sample.TYPE);
        List<AnalysisJob> page = store.list(filter, null, 7);
        while (!page.isEmpty()) {
            read.addAll(page);
            assertThat(read).as("all pages").hasSizeLessThanOrEqualTo(jobs.size());
            page = store.list(filter, JobCursor.after(read.get(read.size() - 1)), 7);
        }

        assertThat(read.stream().map(AnalysisJob::createdAt).distinct()).hasSize(1);
        assertThat(read)
                .extracting(AnalysisJob::id)
                .isEqualTo(
                        jobs.stream().map(NewJob::id).sorted(BY_TEXT.reversed()).toList());
    }

    @Test
    final void jobsThatComeInMeanwhileDoNotShiftThePages() {
        NewJob oldest = submit(Sample.job());
        advance(Duration.ofHours(1));
        NewJob newest = submit(Sample.job());
        List<AnalysisJob> first = store.list(JobFilter.all(), null, 1);
        assertThat(first).extracting(AnalysisJob::id).containsExactly(newest.id());

        submit(Sample.job());

        assertThat(store.list(JobFilter.all(), JobCursor.after(first.get(0)), 5))
                .extracting(AnalysisJob::id)
                .containsExactly(oldest.id());
    }

    @Test
    final void jobsAreCountedByTypeAndStatus() {
        applied(Moves.complete(claimed(Sample.job())));
        applied(Moves.giveUp(claimed(Sample.job())));
        applied(Moves.giveUp(claimed(Sample.job())));
        applied(Moves.cancel(submit(Sample.job()).id()));
        claimed(Sample.job());
        submit(Sample.job().type("another"));

        JobCounts counts = store.counts();

        assertThat(counts.counts())
                .containsExactlyInAnyOrder(
                        new JobCounts.Count(Sample.TYPE, JobStatus.COMPLETED, 1),
                        new JobCounts.Count(Sample.TYPE, JobStatus.FAILED, 2),
                        new JobCounts.Count(Sample.TYPE, JobStatus.CANCELLED, 1),
                        new JobCounts.Count(Sample.TYPE, JobStatus.PROCESSING, 1),
                        new JobCounts.Count("another", JobStatus.PENDING, 1));
        assertThat(counts.of(JobStatus.FAILED)).isEqualTo(2);
    }

    @Test
    final void theLongestWaitCountsFromTheDueTimeOfJobsThatAreDue() {
        submit(Sample.job().notBefore(store.now().plus(Duration.ofHours(10))));
        assertThat(store.counts().oldestDue()).isNull();

        submit(Sample.job());
        advance(Duration.ofHours(2));
        submit(Sample.job());
        assertThat(store.counts().oldestDue()).isBetween(Duration.ofHours(2), Duration.ofHours(3));

        claim(9);
        assertThat(store.counts().oldestDue()).isNull();
        advance(Duration.ofHours(9));
        assertThat(store.counts().oldestDue()).isBetween(Duration.ofHours(1), Duration.ofHours(2));
    }

    @Test
    final void theLongestRunCountsFromTheRunningAttemptsClaim() {
        ClaimedJob first = claimed(Sample.job());
        applied(Moves.retryLater(first, Duration.ZERO));
        advance(Duration.ofHours(8));
        claimed();
        advance(Duration.ofHours(2));

        assertThat(store.counts().oldestProcessing()).isBetween(Duration.ofHours(2), Duration.ofHours(3));
    }

    @Test
    final void expiredLeasesAreCountedUntilTheyAreTaken() {
        ClaimedJob claimed = claimed(Sample.job());
        assertThat(store.counts().expiredLeases()).isZero();
        advance(LEASE.plusHours(1));
        assertThat(store.counts().expiredLeases()).isEqualTo(1);

        applied(Moves.expire(claimed));

        assertThat(store.counts().expiredLeases()).isZero();
        assertThat(store.counts().oldestProcessing()).isNull();
    }

    @Test
    final void theBacklogShowsWhatWaitsAndRunsAndWhatEndedLately() {
        applied(Moves.complete(claimed(Sample.job())));
        advance(Duration.ofHours(3));
        applied(Moves.complete(claimed(Sample.job())));
        applied(Moves.giveUp(claimed(Sample.job())));
        applied(Moves.giveUp(claimed(Sample.job())));
        applied(Moves.cancel(submit(Sample.job()).id()));
        ClaimedJob running = claimed(Sample.job());
        submit(Sample.job());
        submit(Sample.job().notBefore(store.now().plus(Duration.ofDays(9))));
        submit(Sample.job().type("another").notBefore(store.now().plus(Duration.ofDays(9))));
        advance(Duration.ofMinutes(90));

        Backlog lately = store.backlog(List.of(Sample.TYPE), Duration.ofHours(2));
        Backlog ever = store.backlog(List.of(Sample.TYPE, "nothing"), Duration.ofDays(2));

        assertThat(lately.types()).extracting(Backlog.OfType::type).containsExactlyInAnyOrder(Sample.TYPE, "another");
        Backlog.OfType type = ofType(lately, Sample.TYPE);
        assertThat(type.pending()).isEqualTo(2);
        assertThat(type.processing()).isEqualTo(1);
        assertThat(type.completed()).isEqualTo(1);
        assertThat(type.failed()).isEqualTo(2);
        assertThat(type.oldestDue()).isBetween(Duration.ofHours(1), Duration.ofHours(2));
        assertThat(type.oldestProcessing()).isBetween(Duration.ofHours(1), Duration.ofHours(2));
        assertThat(ofType(lately, "another")).isEqualTo(new Backlog.OfType("another", 1, 0, 0, 0, null, null));
        assertThat(ofType(ever, Sample.TYPE).completed()).isEqualTo(2);
        assertThat(lately.expiredLeases()).isEqualTo(1);
        assertThat(lately.oldestExpired())
                .isBetween(Duration.ofHours(1).minus(LEASE), Duration.ofHours(2).minus(LEASE));

        applied(Moves.expire(running));
        assertThat(store.backlog(List.of(), Duration.ofHours(2)).expiredLeases())
                .isZero();
        assertThat(store.backlog(List.of(), Duration.ofHours(2)).oldestExpired())
                .isNull();
        assertThat(ofType(store.backlog(List.of(), Duration.ofDays(2)), Sample.TYPE)
                        .failed())
                .isZero();
    }

    @Test
    final void theBacklogOfAnEmptyStoreIsEmpty() {
        assertThat(store.backlog(List.of(Sample.TYPE), Duration.ofHours(1))).isEqualTo(new Backlog(List.of(), 0, null));
    }

    private static Backlog.OfType ofType(Backlog backlog, String type) {
        return backlog.types().stream()
                .filter(one -> one.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private List<UUID> ids(JobFilter filter) {
        return store.list(filter, null, 10).stream().map(AnalysisJob::id).toList();
    }
}
