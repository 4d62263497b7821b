package dev.analysisjobs;

import static dev.analysisjobs.Fixtures.GOOD;
import static dev.analysisjobs.Fixtures.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.dedup.Finished;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.JobListener.Event;
import dev.analysisjobs.testing.FlakyAnalyzer;
import dev.analysisjobs.testing.HandDrivenJobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Retention and erasure as an application sees them. */
@Timeout(60)
class KeepingTest {
    private static final Duration KEEP = Duration.ofDays(90);

    private final AnalysisType<String, String> type = Fixtures.profile()
            .retention(KEEP)
            .finished(Finished.reuseIfComplete(Duration.ofDays(365)))
            .build();
    private final FlakyAnalyzer<String, String> flaky = FlakyAnalyzer.script();

    @Test
    void aCompletedJobIsDeletedByTheSweepOnceItsRetentionPassedAndAHitBecomesAMiss() throws Exception {
        flaky.answersText(GOOD).answersText(GOOD);
        try (HandDrivenJobs driven = drive()) {
            AnalysisJob job = submit(driven.jobs(), type, "anna");
            driven.steps().runDue();
            driven.advance(KEEP.minusMinutes(1));
            driven.steps().sweep();
            assertThat(reSubmit(driven)).isInstanceOf(SubmitResult.Reused.class);

            driven.advance(Duration.ofMinutes(2));
            driven.steps().sweep();

            assertThat(driven.jobs().find(job.id())).isEmpty();
            assertThat(driven.jobs().result(type, job.id())).isEmpty();
            assertThat(driven.jobs().health().purgedJobs()).isEqualTo(1);
            assertThat(reSubmit(driven)).isInstanceOf(SubmitResult.Created.class);
        }
    }

    @Test
    void aFailedJobStaysUntilItsNoticeWasDelivered() throws Exception {
        flaky.fails(new Outcome.Refused("no"));
        try (HandDrivenJobs driven = drive()) {
            AnalysisJob job = submit(driven.jobs(), type, "anna");
            driven.steps().runDue();
            driven.advance(KEEP.plusDays(1));
            driven.steps().sweep();
            assertThat(driven.jobs().find(job.id())).isPresent();

            driven.steps().deliverNotices();
            driven.steps().sweep();

            assertThat(driven.jobs().find(job.id())).isEmpty();
        }
    }

    @Test
    void withoutARetentionJobsAreKept() throws Exception {
        AnalysisType<String, String> kept = Fixtures.profile().build();
        flaky.answersText(GOOD);
        try (HandDrivenJobs driven = HandDrivenJobs.with(builder -> builder.handle(kept, flaky))) {
            AnalysisJob job = submit(driven.jobs(), kept, "anna");
            driven.steps().runDue();
            driven.advance(Duration.ofDays(3_650));
            driven.steps().sweep();

            assertThat(driven.jobs().find(job.id())).isPresent();
        }
    }

    @Test
    void aBacklogLargerThanOneRunIsDeletedWhole() throws Exception {
        try (HandDrivenJobs driven = drive()) {
            List<Submission<String, String>> many = new ArrayList<>();
            for (int i = 0; i < 4_500; i++) {
                many.add(Submission.of(type, "person-" + i, "x"));
            }
            driven.jobs()
                    .submitAll(many)
                    .forEach(one -> driven.jobs().cancel(one.job().id()));
            driven.advance(KEEP.plusDays(1));

            driven.steps().sweep();

            assertThat(driven.jobs().counts().counts()).isEmpty();
            assertThat(driven.jobs().health().purgedJobs()).isEqualTo(4_500);
        }
    }

    @Test
    void aRetentionBelowAMinuteIsRefusedByName() {
        assertThatThrownBy(() ->
                        Fixtures.profile().retention(Duration.ofSeconds(59)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retention is PT59S, it must be between PT1M and");
    }

    @Test
    void anErasedSubjectIsGoneFromEveryListAndOthersStay() throws Exception {
        flaky.answersText(GOOD).fails(new Outcome.Refused("no"));
        try (HandDrivenJobs driven = drive()) {
            AnalysisJob completed = submit(driven.jobs(), type, "anna");
            driven.steps().runDue();
            AnalysisJob other = submit(driven.jobs(), type, "bert");
            driven.steps().runDue();
            driven.jobs().submit(Submission.of(type, "anna", "another"));

            assertThat(driven.jobs().erase("anna")).isEqualTo(2);

            assertThat(driven.jobs().find(completed.id())).isEmpty();
            assertThat(driven.jobs().list(JobFilter.all(), null, 10))
                    .extracting(AnalysisJob::id)
                    .containsExactly(other.id());
            assertThat(driven.jobs().erase("anna")).isZero();
            assertThat(driven.steps().runDue()).as("nothing of anna waits").isZero();
        }
    }

    @Test
    void theAnswerOfAJobThatIsErasedWhileItRunsIsDroppedWithoutAnError() throws Exception {
        List<Event> events = new ArrayList<>();
        List<Long> erased = new ArrayList<>();
        AnalysisJobs[] door = new AnalysisJobs[1];
        try (HandDrivenJobs driven = HandDrivenJobs.with(builder -> builder.handle(type, (input, context) -> {
                    erased.add(door[0].erase("anna"));
                    return Verdict.text(GOOD);
                })
                .listener(events::add))) {
            door[0] = driven.jobs();
            AnalysisJob job = submit(driven.jobs(), type, "anna");

            assertThat(driven.steps().runDue()).isEqualTo(1);
            driven.steps().tellListeners();

            assertThat(erased).containsExactly(1L);
            assertThat(driven.jobs().find(job.id())).isEmpty();
            assertThat(driven.store().result(job.id())).isEmpty();
            assertThat(driven.jobs().health().fencedWrites()).isEqualTo(1);
            assertThat(driven.jobs().health().isWell()).isTrue();
            assertThat(events)
                    .hasAtLeastOneElementOfType(Event.Fenced.class)
                    .anySatisfy(event -> assertThat(event).isInstanceOfSatisfying(Event.Changed.class, changed -> {
                        assertThat(changed.terminal()).isTrue();
                        assertThat(changed.failure().code()).isEqualTo(FailureCode.CANCELLED);
                    }));
        }
    }

    @Test
    void whoWaitsForAnErasedJobIsToldThatThereIsNone() throws Exception {
        try (HandDrivenJobs driven = drive()) {
            UUID id = submit(driven.jobs(), type, "anna").id();
            driven.jobs().erase("anna");

            assertThatThrownBy(() -> driven.jobs().await(type, id, Duration.ofSeconds(30)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("There is no job " + id);
            assertThat(driven.jobs().cancel(id)).isEqualTo(OperatorAnswer.NOT_FOUND);
        }
    }

    @Test
    void aBlankSubjectIsNobody() throws Exception {
        try (HandDrivenJobs driven = drive()) {
            submit(driven.jobs(), type, "anna");

            assertThatThrownBy(() -> driven.jobs().erase(" ")).isInstanceOf(IllegalArgumentException.class);
            assertThat(driven.jobs().counts().of(JobStatus.PENDING)).isEqualTo(1);
        }
    }

    private SubmitResult<String> reSubmit(HandDrivenJobs driven) {
        return driven.jobs().submit(Submission.of(type, "anna", "input of anna"));
    }

    private HandDrivenJobs drive() {
        return HandDrivenJobs.with(builder -> builder.handle(type, flaky));
    }
}
