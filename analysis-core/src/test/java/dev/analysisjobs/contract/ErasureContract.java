package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Deleting all that is stored about a subject, whatever state it is in. */
abstract class ErasureContract extends ContractTest {

    @Test
    final void jobsOfEveryStatusGoWithAllThatBelongsToThemAndOthersStay() {
        applied(Moves.complete(claimed(of("anna"))));
        applied(Moves.completeKeepingKey(claimed(of("anna"))));
        applied(Moves.giveUp(claimed(of("anna"))));
        applied(Moves.cancel(submit(of("anna")).id()));
        NewJob repaired = submit(of("anna"));
        applied(Moves.complete(claimed()));
        applied(Moves.foundIncomplete(repaired, store.result(repaired.id()).orElseThrow()));
        ClaimedJob running = claimed(of("anna"));
        applied(Moves.retryLater(running, Duration.ZERO, "half"));
        claimed();
        submit(of("anna"));
        NewJob other = submit(of("annabel"));
        store.claimNotices(1, LEASE);

        List<AnalysisJob> erased = store.erase("anna", 100);

        assertThat(erased)
                .hasSize(7)
                .allSatisfy(job -> assertThat(job.subject()).isEqualTo("anna"));
        StoreRows rows = rows();
        assertThat(rows.jobs()).extracting(StoreRows.JobRow::jobId).containsExactly(other.id());
        assertThat(rows.results()).isEmpty();
        assertThat(rows.attempts()).isEmpty();
        assertThat(rows.notices()).isEmpty();
        assertThat(rows.repairs()).singleElement().satisfies(repair -> {
            assertThat(repair.jobId()).isEqualTo(repaired.id());
            assertThat(repair.message()).isEqualTo("deleted with its job");
        });
        assertThat(store.erase("anna", 100)).isEmpty();
    }

    @Test
    final void aLateAnswerOfAnErasedJobIsFencedOff() {
        ClaimedJob running = claimed(of("anna"));

        assertThat(store.erase("anna", 10)).hasSize(1);

        lost(Moves.complete(running));
        lost(Moves.giveUp(running));
        lost(Moves.retryLater(running, Duration.ZERO));
        lost(Moves.putBack(running, Duration.ZERO));
        lost(Moves.saveCheckpoint(running, "half"));
        lost(Moves.expire(running));
        lost(Moves.cancel(running.job().id()));
        assertThat(store.renew(NODE, List.of(running.ref()), LEASE)).isEmpty();
        assertThat(store.readBack(List.of(Moves.complete(running)))).containsExactly(false);
        assertThat(store.lastFailure(running.job().id())).isEmpty();
    }

    @Test
    final void itGoesOnInPagesUntilNothingIsLeft() {
        for (int i = 0; i < 7; i++) {
            submit(of("anna"));
        }

        assertThat(store.erase("anna", 3)).hasSize(3);
        assertThat(store.erase("anna", 3)).hasSize(3);
        assertThat(store.erase("anna", 3)).hasSize(1);
        assertThat(store.erase("anna", 3)).isEmpty();
    }

    @Test
    final void anErasedKeyIsFreeAndLaterSubmissionsStay() {
        applied(Moves.completeKeepingKey(claimed(of("anna").key("k"))));
        store.erase("anna", 10);

        assertThat(insert(of("anna").key("k").build())).isInstanceOf(Insertion.Inserted.class);
        assertThat(store.list(JobFilter.all().withSubject("anna"), null, 10)).hasSize(1);
    }

    @Test
    final void aNoticeThatNamesTheSubjectButNoJobGoesToo() {
        store.addNotice(new NewNotice(Uuid7.next(), Notice.Kind.TYPE_PAUSED, null, Sample.TYPE, "anna", Moves.INVALID));
        store.addNotice(new NewNotice(Uuid7.next(), Notice.Kind.TYPE_PAUSED, null, Sample.TYPE, "bert", Moves.INVALID));

        assertThat(store.erase("anna", 10)).isEmpty();

        assertThat(rows().notices()).extracting(StoreRows.NoticeRow::subjectId).containsExactly("bert");
    }

    @Test
    final void twoWhoEraseAtOnceBothEndWithNothingLeft() throws Exception {
        for (int i = 0; i < 200; i++) {
            submit(of(i % 2 == 0 ? "anna" : "bert"));
        }
        Set<UUID> erased = ConcurrentHashMap.newKeySet();

        try (Crowd crowd = new Crowd(4)) {
            List<List<AnalysisJob>> left = crowd.run(4, () -> {
                List<AnalysisJob> page;
                do {
                    page = store.erase("anna", 9);
                    page.forEach(job -> assertThat(erased.add(job.id())).isTrue());
                } while (!page.isEmpty());
                return store.list(JobFilter.all().withSubject("anna"), null, 10);
            });
            assertThat(left).containsOnly(List.of());
        }

        assertThat(erased).hasSize(100);
        assertThat(rows().jobs()).hasSize(100);
    }

    @Test
    final void whyTheNewestAttemptFailedIsReadWithoutItsPayloads() {
        ClaimedJob claimed = claimed(of("anna"));
        assertThat(store.lastFailure(claimed.job().id())).isEmpty();
        applied(Moves.retryLater(claimed, Duration.ZERO));
        assertThat(store.lastFailure(claimed.job().id())).contains(Moves.INVALID);

        applied(Moves.putBack(claimed(), Duration.ZERO));

        assertThat(store.lastFailure(claimed.job().id()))
                .hasValueSatisfying(last -> assertThat(last.code()).isEqualTo(FailureCode.SHUTDOWN));
    }

    @Test
    final void whatIsErasedIsNoLongerClaimed() {
        submit(of("anna"));
        NewJob bert = submit(of("bert"));
        store.erase("anna", 10);

        assertThat(Requests.claim(store, NODE, Map.of(Sample.TYPE, 5), 5, LEASE))
                .extracting(claimed -> claimed.job().id())
                .containsExactly(bert.id());
    }

    private static Sample of(String subject) {
        return Sample.job().subject(subject);
    }
}
