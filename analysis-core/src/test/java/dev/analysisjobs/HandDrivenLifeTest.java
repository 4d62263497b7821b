package dev.analysisjobs;

import static dev.analysisjobs.Fixtures.BAD;
import static dev.analysisjobs.Fixtures.GOOD;
import static dev.analysisjobs.Fixtures.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.contract.Requests;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.Violation;
import dev.analysisjobs.testing.FlakyAnalyzer;
import dev.analysisjobs.testing.HandDrivenJobs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandDrivenLifeTest {
    private static final Duration LOOK = Duration.ZERO;

    private final AnalysisType<String, String> type = Fixtures.profile()
            .backoff(new Backoff(Duration.ofSeconds(4), 2, Duration.ofMinutes(1)))
            .build();
    private final FlakyAnalyzer<String, String> flaky = FlakyAnalyzer.script();
    private final Mailbox mailbox = new Mailbox();

    @Test
    void aGoodAnswerCompletesTheJobAndIsHandedOut() throws Exception {
        flaky.answersText(GOOD);
        try (HandDrivenJobs driven = drive()) {
            AnalysisJob job = submit(driven.jobs(), type, "anna");
            assertThat(driven.steps().runDue()).isEqualTo(1);

            Ended<String> ended = driven.jobs().await(type, job.id(), LOOK);
            assertThat(((Ended.Completed<String>) ended).answer().value()).isEqualTo(GOOD);
            assertThat(driven.jobs().attempts(job.id())).isEmpty();
        }
    }

    @Test
    void theIncidentsEmptyAnswersAreNeverResultsAndEndInAFailureWithNotice() throws Exception {
        flaky.answersText(null).answersText("  ").answersText("null");
        try (HandDrivenJobs driven = drive()) {
            AnalysisJob job = submit(driven.jobs(), type, "anna");
            for (int i = 0; i < 3; i++) {
                driven.steps().runDue();
                assertThat(driven.store().result(job.id())).isEmpty();
                driven.advance(Duration.ofMinutes(2));
            }

            AnalysisJob failed = driven.jobs().find(job.id()).orElseThrow();
            assertThat(failed.status()).isEqualTo(JobStatus.FAILED);
            assertThat(failed.reason().orElseThrow().code()).isEqualTo(FailureCode.EMPTY);
            assertThat(driven.jobs().attempts(job.id())).hasSize(3);
            driven.steps().deliverNotices();
            assertThat(mailbox.notices).singleElement().satisfies(notice -> {
                assertThat(notice.kind()).isEqualTo(Notice.Kind.JOB_FAILED);
                assertThat(notice.jobId()).isEqualTo(job.id());
            });
        }
    }

    @Test
    void noNoticeOfFailureIsLeftWhenALaterAttemptSucceeds() throws Exception {
        flaky.answersText(null).throwing(new IOException("reset")).answersText(GOOD);
        try (HandDrivenJobs driven = drive()) {
            AnalysisJob job = submit(driven.jobs(), type, "anna");
            for (int i = 0; i < 3; i++) {
                driven.steps().runDue();
                driven.advance(Duration.ofMinutes(2));
            }
            driven.steps().deliverNotices();

            assertThat(driven.jobs().find(job.id()).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(mailbox.notices).isEmpty();
        }
    }

    @Test
    void theNextAttemptSeesTheViolationsOfTheRejectedOutput() throws Exception {
        flaky.answersText(BAD).answersText(GOOD);
        try (HandDrivenJobs driven = drive()) {
            submit(driven.jobs(), type, "anna");
            driven.steps().runDue();
            driven.advance(Duration.ofMinutes(2));
            driven.steps().runDue();

            Attempt previous = flaky.calls().get(1).context().previous().orElseThrow();
            assertThat(previous.violations()).extracting(Violation::path).contains("/headline");
            assertThat(previous.rejectedOutput()).isEqualTo(BAD);
            assertThat(flaky.calls().get(0).context().previous()).isEmpty();
        }
    }

    @Test
    void aCheckpointSavedInTheCallOrLeftByADeferredVerdictReachesTheNextAttempt() throws Exception {
        flaky.does((input, context) -> {
                    context.saveCheckpoint("part 1 done");
                    throw new IllegalStateException("crash after the checkpoint");
                })
                .fails(new Outcome.Deferred("batch-7", Duration.ofMinutes(1)))
                .answersText(GOOD);
        List<String> seen = new ArrayList<>();
        try (HandDrivenJobs driven = HandDrivenJobs.with(builder -> builder.handle(type, (input, context) -> {
            seen.add(context.checkpoint().orElse("none"));
            return flaky.analyze(input, context);
        }))) {
            AnalysisJob job = submit(driven.jobs(), type, "anna");
            for (int i = 0; i < 3; i++) {
                driven.steps().runDue();
                driven.advance(Duration.ofMinutes(2));
            }

            assertThat(seen).containsExactly("none", "part 1 done", "batch-7");
            assertThat(driven.jobs().find(job.id()).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
        }
    }

    @Test
    void waitingForARateLimitUsesUpNoAttemptHoweverOften() throws Exception {
        for (int i = 0; i < 10; i++) {
            flaky.fails(new Outcome.RateLimited("slow down", Duration.ofMillis(1)));
        }
        flaky.answersText(GOOD);
        try (HandDrivenJobs driven = drive()) {
            AnalysisJob job = submit(driven.jobs(), type, "anna");
            while (driven.jobs().find(job.id()).orElseThrow().status() == JobStatus.PENDING) {
                driven.steps().runDue();
                driven.advance(Duration.ofMinutes(1));
            }

            AnalysisJob ended = driven.jobs().find(job.id()).orElseThrow();
            assertThat(ended.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(ended.attempts()).isEqualTo(1);
            assertThat(flaky.calls()).hasSize(11);
        }
    }

    @Test
    void waitingForARateLimitIsBoundedByTheDeadline() throws Exception {
        flaky.fails(new Outcome.RateLimited("slow down", Duration.ofMillis(1)));
        AnalysisType<String, String> shortLived =
                Fixtures.profile().maxAge(Duration.ofMinutes(10)).build();
        try (HandDrivenJobs driven =
                HandDrivenJobs.with(builder -> builder.handle(shortLived, flaky).noticeSender(mailbox))) {
            AnalysisJob job = submit(driven.jobs(), shortLived, "anna");
            for (int minute = 0; minute < 12; minute++) {
                driven.steps().runDue();
                driven.steps().sweep();
                driven.advance(Duration.ofMinutes(1));
            }
            driven.steps().deliverNotices();

            AnalysisJob ended = driven.jobs().find(job.id()).orElseThrow();
            assertThat(ended.reason().orElseThrow().code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
            assertThat(ended.reason().orElseThrow().message()).contains("RATE_LIMITED");
            assertThat(mailbox.notices).hasSize(1);
        }
    }

    @Test
    void aWorkerThatIsLostCostsAnAttemptAndTheLastOneFailsTheJobWithNotice() throws Exception {
        try (HandDrivenJobs driven = drive()) {
            AnalysisJob job = submit(driven.jobs(), type, "anna");
            for (int i = 0; i < 3; i++) {
                Requests.claim(
                        driven.store(), "a node that dies", java.util.Map.of("profile", 1), 1, Duration.ofSeconds(30));
                driven.advance(Duration.ofSeconds(31));
                driven.steps().sweep();
                driven.advance(Duration.ofMinutes(2));
            }
            driven.steps().deliverNotices();

            AnalysisJob failed = driven.jobs().find(job.id()).orElseThrow();
            assertThat(failed.reason().orElseThrow().code()).isEqualTo(FailureCode.WORKER_LOST);
            assertThat(driven.jobs().attempts(job.id()))
                    .hasSize(3)
                    .allSatisfy(attempt -> assertThat(attempt.failure().code()).isEqualTo(FailureCode.LEASE_EXPIRED));
            assertThat(mailbox.notices).hasSize(1);
        }
    }

    @Test
    void aQuotaThatIsUsedUpPausesTheTypeWithOneNoticeAndCostsNoAttempt() throws Exception {
        flaky.fails(new Outcome.QuotaExhausted("no credit", null));
        try (HandDrivenJobs driven = drive()) {
            for (int i = 0; i < 20; i++) {
                submit(driven.jobs(), type, "person-" + i);
            }
            driven.steps().runDue();
            driven.steps().deliverNotices();

            assertThat(driven.jobs().pauses()).singleElement().satisfies(pause -> {
                assertThat(pause.type()).isEqualTo("profile");
                assertThat(pause.until()).isNull();
            });
            assertThat(mailbox.notices).extracting(Notice::kind).containsExactly(Notice.Kind.TYPE_PAUSED);
            assertThat(flaky.calls().size())
                    .as("only what was claimed already is called")
                    .isLessThanOrEqualTo(16);
            driven.advance(Duration.ofHours(1));
            assertThat(driven.steps().runDue()).isZero();

            driven.jobs().resume("profile");
            flaky.answersText(GOOD);
            driven.steps().runDue();
            assertThat(driven.jobs().counts().of(JobStatus.PROCESSING)).isZero();
        }
    }

    @Test
    void credentialsThatFailJobAfterJobPauseTheType() throws Exception {
        flaky.fails(new Outcome.AuthOrConfig("401"));
        try (HandDrivenJobs driven = HandDrivenJobs.with(
                builder -> builder.handle(type, flaky).concurrency(1).noticeSender(mailbox))) {
            for (int i = 0; i < 20; i++) {
                submit(driven.jobs(), type, "person-" + i);
            }
            driven.steps().runDue();

            assertThat(flaky.calls()).hasSize(5);
            assertThat(driven.jobs().pauses()).hasSize(1);
            assertThat(driven.jobs().counts().of(JobStatus.PENDING)).isEqualTo(15);
        }
    }

    @Test
    void anOperatorRetryStartsAFailedJobAnewAndKeepsItsHistory() throws Exception {
        flaky.fails(new Outcome.Refused("not this one")).answersText(GOOD);
        try (HandDrivenJobs driven = drive()) {
            AnalysisJob job = submit(driven.jobs(), type, "anna");
            assertThat(driven.jobs().retry(job.id())).isEqualTo(OperatorAnswer.NOT_APPLICABLE);
            driven.steps().runDue();

            assertThat(driven.jobs().retry(job.id())).isEqualTo(OperatorAnswer.DONE);
            driven.steps().runDue();
            assertThat(driven.jobs().find(job.id()).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(driven.jobs().attempts(job.id())).hasSize(1);
            assertThat(driven.jobs().retry(job.id()))
                    .as("a completed job cannot rerun")
                    .isEqualTo(OperatorAnswer.NOT_APPLICABLE);
        }
    }

    @Test
    void anOperatorRetryMeetsANewerJobWithTheSameKey() throws Exception {
        flaky.fails(new Outcome.Refused("not this one")).answersText(GOOD);
        try (HandDrivenJobs driven = drive()) {
            AnalysisJob job = submit(driven.jobs(), type, "anna");
            driven.steps().runDue();
            submit(driven.jobs(), type, "anna");

            assertThat(driven.jobs().retry(job.id())).isEqualTo(OperatorAnswer.KEY_HELD);
        }
    }

    @Test
    void cancellingIsAnAnswerInEveryState() throws Exception {
        flaky.answersText(GOOD);
        try (HandDrivenJobs driven = drive()) {
            AnalysisJob job = submit(driven.jobs(), type, "anna");
            assertThat(driven.jobs().cancel(job.id())).isEqualTo(OperatorAnswer.DONE);
            assertThat(driven.jobs().cancel(job.id())).isEqualTo(OperatorAnswer.NOT_APPLICABLE);
            assertThat(driven.jobs().cancel(dev.analysisjobs.port.Uuid7.next())).isEqualTo(OperatorAnswer.NOT_FOUND);
            assertThat(driven.steps().runDue()).isZero();
            assertThat(driven.jobs().await(type, job.id(), LOOK)).isInstanceOf(Ended.Cancelled.class);
        }
    }

    @Test
    void aSenderThatFailsIsTriedAgainWithTheSameIdAndTheOthersGetItOnce() throws Exception {
        flaky.fails(new Outcome.Refused("not this one"));
        Mailbox failing = new Mailbox("failing");
        failing.failures = 2;
        try (HandDrivenJobs driven = HandDrivenJobs.with(
                builder -> builder.handle(type, flaky).noticeSender(mailbox).noticeSender(failing))) {
            submit(driven.jobs(), type, "anna");
            driven.steps().runDue();
            for (int i = 0; i < 5; i++) {
                driven.steps().deliverNotices();
                driven.advance(Duration.ofHours(1));
            }

            assertThat(mailbox.notices).hasSize(1);
            assertThat(failing.notices)
                    .hasSize(3)
                    .extracting(Notice::id)
                    .containsOnly(mailbox.notices.get(0).id());
        }
    }

    private HandDrivenJobs drive() {
        return HandDrivenJobs.with(builder -> builder.handle(type, flaky).noticeSender(mailbox));
    }
}
