package dev.analysisjobs.model;

import static dev.analysisjobs.model.Outcome.Action.DROP;
import static dev.analysisjobs.model.Outcome.Action.GIVE_UP;
import static dev.analysisjobs.model.Outcome.Action.PUT_BACK;
import static dev.analysisjobs.model.Outcome.Action.PUT_BACK_AND_PAUSE;
import static dev.analysisjobs.model.Outcome.Action.RETRY;
import static dev.analysisjobs.model.Outcome.Action.SAVE_AGAIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeTest {
    private static final String SECRET = "a person's profile";

    private record Row(Outcome.Failed outcome, String code, Outcome.Action action, boolean charged) {
        @Override
        public String toString() {
            return outcome.getClass().getSimpleName();
        }
    }

    static Stream<Row> theTable() {
        return Stream.of(
                new Row(
                        new Outcome.Invalid(List.of(new Violation("/name", "is blank")), SECRET),
                        "INVALID_RESULT",
                        RETRY,
                        true),
                new Row(new Outcome.Empty("The output is blank", SECRET), "EMPTY", RETRY, true),
                new Row(new Outcome.Truncated("cut", SECRET), "TRUNCATED", RETRY, true),
                new Row(new Outcome.ContextTooLong("m"), "CONTEXT_TOO_LONG", GIVE_UP, true),
                new Row(new Outcome.Refused("m"), "REFUSED", GIVE_UP, true),
                new Row(new Outcome.ContentFiltered("m"), "CONTENT_FILTERED", GIVE_UP, true),
                new Row(new Outcome.RateLimited("m", Duration.ofSeconds(3)), "RATE_LIMITED", PUT_BACK, false),
                new Row(new Outcome.Overloaded("m", null), "OVERLOADED", RETRY, true),
                new Row(new Outcome.QuotaExhausted("m", null), "QUOTA_EXHAUSTED", PUT_BACK_AND_PAUSE, false),
                new Row(new Outcome.Transport("m"), "TRANSPORT", RETRY, true),
                new Row(new Outcome.Timeout("m"), "TIMEOUT", RETRY, true),
                new Row(new Outcome.AuthOrConfig("m"), "AUTH_OR_CONFIG", GIVE_UP, true),
                new Row(new Outcome.BadRequest("m"), "BAD_REQUEST", GIVE_UP, true),
                new Row(new Outcome.BadRequest(FailureCode.UNREADABLE_INPUT, "m"), "UNREADABLE_INPUT", GIVE_UP, true),
                new Row(new Outcome.Unreadable("m"), "PAYLOAD_UNREADABLE", RETRY, true),
                new Row(new Outcome.Deferred("batch-7", Duration.ofMinutes(5)), "DEFERRED", PUT_BACK, false),
                new Row(new Outcome.Shutdown(), "SHUTDOWN", PUT_BACK, false),
                new Row(new Outcome.LeaseLost(), "LEASE_EXPIRED", DROP, false),
                new Row(new Outcome.StorageError("m"), "UNSTORABLE", SAVE_AGAIN, false),
                new Row(new Outcome.Unknown("m", SECRET), "UNKNOWN", RETRY, true));
    }

    @ParameterizedTest
    @MethodSource("theTable")
    void anOutcomeHasTheCodeActionAndChargeOfTheTable(Row row) {
        assertThat(row.outcome().code()).isEqualTo(new FailureCode(row.code()));
        assertThat(row.outcome().action()).isEqualTo(row.action());
        assertThat(row.outcome().charged()).isEqualTo(row.charged());
        assertThat(row.outcome().failure().code()).isEqualTo(row.outcome().code());
        assertThat(row.outcome().failure().message()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("theTable")
    void anOutcomeNeverPrintsTheOutputItHolds(Row row) {
        assertThat(row.outcome().toString()).doesNotContain(SECRET);
    }

    @Test
    void theTableHasEveryKindOfFailure() {
        Set<Class<?>> rows = theTable().map(row -> row.outcome().getClass()).collect(Collectors.toSet());
        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Outcome.Failed.class.getPermittedSubclasses()));
    }

    @Test
    void anInvalidOutcomeTellsEveryViolationWithItsPlace() {
        Outcome.Invalid invalid =
                new Outcome.Invalid(List.of(new Violation("/name", "is blank"), new Violation("", "is odd")), SECRET);
        assertThat(invalid.message()).isEqualTo("The output breaks the type's rules: /name: is blank; is odd");
        assertThat(invalid.rejectedOutput()).isEqualTo(SECRET);
        assertThat(invalid.violations()).hasSize(2);
    }

    @Test
    void anEmptyOutcomeGivesTheNextAttemptAViolation() {
        assertThat(new Outcome.Empty("The output is null", null).violations())
                .containsExactly(new Violation("", "The output is null"));
    }

    @Test
    void recordsThatHoldAPayloadDoNotPrintIt() {
        StoredResult stored = new StoredResult(
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                1,
                SECRET,
                SampleJobs.CREATED,
                SampleJobs.CREATED,
                ProviderFacts.none());
        Attempt attempt = new Attempt(
                stored.jobId(),
                1,
                1,
                "node",
                SampleJobs.CREATED,
                SampleJobs.CREATED,
                AttemptEnd.RETRIED,
                new Failure(FailureCode.EMPTY, "m"),
                List.of(),
                SECRET,
                ProviderFacts.none());
        assertThat(stored.toString()).contains(stored.jobId().toString()).doesNotContain(SECRET);
        assertThat(attempt.toString()).contains(stored.jobId().toString()).doesNotContain(SECRET);
    }
}
