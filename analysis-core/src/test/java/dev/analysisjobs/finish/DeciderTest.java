package dev.analysisjobs.finish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Lease;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.TypePolicy;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ClaimedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeciderTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final TypePolicy POLICY = new TypePolicy(
            "profile",
            "1",
            Duration.ofSeconds(10),
            3,
            new Backoff(Duration.ofSeconds(4), 2, Duration.ofMinutes(1)),
            Duration.ofHours(1),
            2,
            Duration.ofMillis(10),
            Duration.ofMinutes(5),
            false,
            false,
            null,
            null,
            null);

    @Test
    void aRetryableFailureWaitsItsBackoffWhileAttemptsAreLeft() {
        Change.RetryLater retry = (Change.RetryLater) decide(1, new Outcome.Transport("reset"));

        assertThat(retry.delay()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(retry.attempt().end()).isEqualTo(AttemptEnd.RETRIED);
        assertThat(retry.attempt().failure().code()).isEqualTo(FailureCode.TRANSPORT);
    }

    @Test
    void theLastAttemptFailsTheJobWithItsOwnReason() {
        Change.GiveUp giveUp = (Change.GiveUp) decide(3, new Outcome.Transport("reset"));

        assertThat(giveUp.notice().failure()).isEqualTo(giveUp.attempt().failure());
        assertThat(giveUp.attempt().failure().code()).isEqualTo(FailureCode.TRANSPORT);
        assertThat(giveUp.attempt().failure().message()).contains("reset", "attempt 3 of 3");
    }

    @Test
    void aPermanentFailureFailsTheJobAtItsFirstAttempt() {
        assertThat(decide(1, new Outcome.Refused("no"))).isInstanceOf(Change.GiveUp.class);
        assertThat(decide(1, new Outcome.ContextTooLong("long"))).isInstanceOf(Change.GiveUp.class);
    }

    @Test
    void aRetryThatWouldComeAfterTheDeadlineFailsTheJobNow() {
        Change.GiveUp giveUp =
                (Change.GiveUp) Decider.decide(ended(1, new Outcome.Transport("reset"), Duration.ofMinutes(60)), 0.9)
                        .orElseThrow();

        assertThat(giveUp.attempt().failure().code()).isEqualTo(FailureCode.TRANSPORT);
        assertThat(giveUp.attempt().failure().message()).contains("no time left");
    }

    @Test
    void aRateLimitPutsTheJobBackUnchargedForAsLongAsTheProviderAsksUpToTheLimit() {
        Change.PutBack asked = (Change.PutBack) decide(3, new Outcome.RateLimited("slow", Duration.ofSeconds(42)));
        Change.PutBack tooLong = (Change.PutBack) decide(3, new Outcome.RateLimited("slow", Duration.ofDays(42)));
        Change.PutBack silent = (Change.PutBack) decide(1, new Outcome.RateLimited("slow", null));

        assertThat(asked.delay()).isEqualTo(Duration.ofSeconds(42));
        assertThat(tooLong.delay()).isEqualTo(Duration.ofMinutes(5));
        assertThat(silent.delay()).isPositive();
        assertThat(asked.attempt().end()).isEqualTo(AttemptEnd.PUT_BACK);
    }

    @Test
    void putBacksWithoutAWordFromTheProviderWaitLongerEachTime() {
        Outcome silent = new Outcome.RateLimited("slow", null);
        Change.PutBack first =
                (Change.PutBack) Decider.decide(ended(1, 1, silent), 0.5).orElseThrow();
        Change.PutBack fifth =
                (Change.PutBack) Decider.decide(ended(1, 5, silent), 0.5).orElseThrow();

        assertThat(fifth.delay()).isGreaterThan(first.delay());
    }

    @Test
    void anOverloadedProvidersWishLengthensTheBackoffButNeverShortensIt() {
        Change.RetryLater longer =
                (Change.RetryLater) decide(1, new Outcome.Overloaded("busy", Duration.ofSeconds(30)));
        Change.RetryLater shorter = (Change.RetryLater) decide(1, new Outcome.Overloaded("busy", Duration.ofMillis(1)));

        assertThat(longer.delay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(shorter.delay()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aDeferredAnswerLeavesItsCheckpointForTheNextAttempt() {
        Change.PutBack putBack = (Change.PutBack) decide(1, new Outcome.Deferred("batch-7", Duration.ofSeconds(9)));

        assertThat(putBack.checkpoint()).isEqualTo("batch-7");
        assertThat(putBack.delay()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aShutdownPutsTheJobBackDueAtOnce() {
        assertThat(((Change.PutBack) decide(3, new Outcome.Shutdown())).delay()).isZero();
    }

    @Test
    void aLostLeaseWritesNothing() {
        assertThat(Decider.decide(ended(1, new Outcome.LeaseLost(), Duration.ZERO), 0.5))
                .isEqualTo(Optional.empty());
    }

    private static Change.Fenced decide(int attempt, Outcome outcome) {
        return Decider.decide(ended(attempt, outcome, Duration.ofSeconds(1)), 0.5)
                .orElseThrow();
    }

    private static Ended ended(int attempt, long token, Outcome outcome) {
        return new Ended(claimed(attempt, token), POLICY, "node", outcome, ProviderFacts.none(), Duration.ofSeconds(1));
    }

    private static Ended ended(int attempt, Outcome outcome, Duration elapsed) {
        return new Ended(claimed(attempt, attempt), POLICY, "node", outcome, ProviderFacts.none(), elapsed);
    }

    private static ClaimedJob claimed(int attempt, long token) {
        String hash = "0".repeat(64);
        AnalysisJob job = new AnalysisJob(
                UUID.randomUUID(),
                "profile",
                "1",
                "anna",
                JobStatus.PROCESSING,
                0,
                hash,
                hash,
                null,
                attempt,
                3,
                START,
                START.plus(Duration.ofHours(1)),
                new Lease("node", token, START.plusSeconds(30)),
                null,
                null,
                START,
                START,
                null);
        return new ClaimedJob(job, "{}", null, null);
    }
}
