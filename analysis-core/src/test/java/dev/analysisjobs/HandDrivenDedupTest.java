package dev.analysisjobs;

import static dev.analysisjobs.Fixtures.BAD;
import static dev.analysisjobs.Fixtures.GOOD;
import static dev.analysisjobs.Fixtures.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.dedup.Finished;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.port.Uuid7;
import dev.analysisjobs.testing.FlakyAnalyzer;
import dev.analysisjobs.testing.HandDrivenJobs;
import dev.analysisjobs.validate.ResultRules;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a submission meets, over whole lives of jobs. */
@Timeout(60)
class HandDrivenDedupTest {
    private static final Duration LOOK = Duration.ZERO;

    private final AnalysisType<String, String> type = Fixtures.profile()
            .backoff(new Backoff(Duration.ofSeconds(4), 2, Duration.ofMinutes(1)))
            .build();
    private final FlakyAnalyzer<String, String> flaky = FlakyAnalyzer.script();
    private final Mailbox mailbox = new Mailbox();

    @Test
    void aSecondSubmissionJoinsTheFirstAndSharesItsFailure() throws Exception {
        flaky.fails(new Outcome.Refused("not this one"));
        try (HandDrivenJobs driven = drive()) {
            AnalysisJob first = submit(driven.jobs(), type, "anna");
            SubmitResult<String> second = driven.jobs().submit(Submission.of(type, "anna", "input of anna"));
            assertThat(second).isInstanceOf(SubmitResult.Joined.class);
            assertThat(second.job().id()).isEqualTo(first.id());
            driven.steps().runDue();

            Ended<String> ended = driven.jobs().await(type, second.job().id(), LOOK);
            assertThat(((Ended.Failed<String>) ended).failure().code()).isEqualTo(FailureCode.REFUSED);
            assertThat(driven.jobs().submit(Submission.of(type, "anna", "input of anna")))
                    .as("a failed holder never blocks the key")
                    .isInstanceOf(SubmitResult.Created.class);
        }
    }

    @Test
    void aRedeliveredIdGetsItsOwnJobWhateverItsState() throws Exception {
        flaky.fails(new Outcome.Refused("not this one"));
        try (HandDrivenJobs driven = drive()) {
            Submission<String, String> message =
                    Submission.of(type, "anna", "input of anna").withId(Uuid7.next());
            assertThat(driven.jobs().submit(message)).isInstanceOf(SubmitResult.Created.class);
            driven.steps().runDue();

            SubmitResult<String> again = driven.jobs().submit(message);
            assertThat(again).isInstanceOf(SubmitResult.Joined.class);
            assertThat(again.job().status()).isEqualTo(JobStatus.FAILED);
            assertThat(driven.jobs().counts().of(JobStatus.FAILED)).isEqualTo(1);
        }
    }

    @Test
    void aCompleteResultIsReusedWithinItsAgeAndNotBeyond() throws Exception {
        AnalysisType<String, String> reusing = Fixtures.profile()
                .finished(Finished.reuseIfComplete(Duration.ofDays(7)))
                .maxAge(Duration.ofDays(30))
                .build();
        flaky.answersText(GOOD);
        try (HandDrivenJobs driven = HandDrivenJobs.with(builder -> builder.handle(reusing, flaky))) {
            AnalysisJob first = submit(driven.jobs(), reusing, "anna");
            driven.steps().runDue();

            SubmitResult<String> within = driven.jobs().submit(Submission.of(reusing, "anna", "input of anna"));
            assertThat(((SubmitResult.Reused<String>) within).answer().result().jobId())
                    .isEqualTo(first.id());
            driven.advance(Duration.ofDays(8));
            assertThat(driven.jobs().submit(Submission.of(reusing, "anna", "input of anna")))
                    .isInstanceOf(SubmitResult.Created.class);
            driven.steps().runDue();
            assertThat(flaky.calls()).hasSize(2);
        }
    }

    @Test
    void aStoredResultThatFailsTodaysRulesIsNotReusedAndItsJobIsFailedByTheAudit() throws Exception {
        AnalysisType<String, String> lax = Fixtures.profile()
                .rules(ResultRules.presence())
                .finished(Finished.reuseIfComplete(Duration.ofDays(7)))
                .build();
        AnalysisType<String, String> strict = Fixtures.profile()
                .finished(Finished.reuseIfComplete(Duration.ofDays(7)))
                .build();
        flaky.answersText(BAD).answersText(GOOD);
        try (HandDrivenJobs driven = HandDrivenJobs.with(builder -> builder.handle(lax, flaky))) {
            AnalysisJob old = submit(driven.jobs(), lax, "anna");
            driven.steps().runDue();
            try (AnalysisJobs stricter = AnalysisJobs.builder(driven.store())
                    .handle(strict, flaky)
                    .noticeSender(mailbox)
                    .build()) {
                SubmitResult<String> anew = stricter.submit(Submission.of(strict, "anna", "input of anna"));
                assertThat(anew).isInstanceOf(SubmitResult.Created.class);
                stricter.byHand().sweep();
                stricter.byHand().deliverNotices();

                AnalysisJob failed = stricter.find(old.id()).orElseThrow();
                assertThat(failed.reason().orElseThrow().code()).isEqualTo(FailureCode.RESULT_INCOMPLETE);
                assertThat(driven.store().result(old.id())).isEmpty();
                assertThat(stricter.attempts(old.id()).get(0).rejectedOutput()).isEqualTo(BAD);
                assertThat(mailbox.notices).extracting(Notice::kind).containsExactly(Notice.Kind.RESULT_INCOMPLETE);
            }
        }
    }

    private HandDrivenJobs drive() {
        return HandDrivenJobs.with(builder -> builder.handle(type, flaky).noticeSender(mailbox));
    }
}
