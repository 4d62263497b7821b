package dev.analysisjobs.examples.persona.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.Verdict;
import dev.analysisjobs.examples.persona.sheets.Sheet;
import dev.analysisjobs.examples.simulated.Fault;
import dev.analysisjobs.examples.simulated.SimulatedAiService;
import dev.analysisjobs.model.ExceptionOutcomes;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.validate.Candidate;
import dev.analysisjobs.validate.Validation;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in which the simulated service fails, through the real HTTP client, ends in the outcome that the table says. */
class EveryFaultTest {
    private static final Sheet SHEET = TestSheets.ann();

    private final AiCalls calls = new AiCalls(number -> {});

    @ParameterizedTest
    @EnumSource
    void aFaultEndsInItsOutcomeAfterOneCall(Fault fault) throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> fault)) {
            Outcome outcome = outcome(service, fault);

            assertThat(word(outcome)).as(String.valueOf(outcome)).isEqualTo(fault.outcome());
            assertThat(service.calls()).isEqualTo(1);
            assertThat(calls.made()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMIT_SECONDS", "RATE_LIMIT_MILLIS", "RATE_LIMIT_DATE", "RATE_LIMIT_GARBAGE", "QUOTA"})
    void aWaitThatTheServiceAsksForIsPassedOn(Fault fault) throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> fault)) {
            Duration wait = ((Outcome.Failed) outcome(service, fault)).retryAfter();

            assertThat(wait)
                    .isEqualTo(
                            switch (fault) {
                                case RATE_LIMIT_MILLIS -> Duration.ofMillis(150);
                                case RATE_LIMIT_GARBAGE -> null;
                                default -> Duration.ofSeconds(1);
                            });
        }
    }

    @Test
    void whatTheServiceTellsIsKept() throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> Fault.CUT_BUT_PARSES)) {
            ProviderFacts facts = analyzer(service, Fault.CUT_BUT_PARSES)
                    .analyze(SHEET, TestAttempt.first())
                    .facts();

            assertThat(facts.requestId()).isEqualTo("simulated-1");
            assertThat(facts.httpStatus()).isEqualTo(200);
            assertThat(facts.finishReason()).isEqualTo("length");
            assertThat(facts.tokensIn()).isEqualTo(300);
            assertThat(facts.tokensOut()).isPositive();
        }
    }

    @Test
    void aSheetThatCannotBeScoredCostsNoCall() throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> Fault.NONE)) {
            Verdict<Profile> verdict =
                    analyzer(service, Fault.NONE).analyze(new Sheet("bob", Map.of("A1", 3)), TestAttempt.first());

            assertThat(verdict).isInstanceOfSatisfying(Verdict.Failed.class, failed -> {
                assertThat(failed.outcome().code()).isEqualTo(PersonaAnalyzer.MISSING_ANSWERS);
                assertThat(failed.outcome().action()).isEqualTo(Outcome.Action.GIVE_UP);
                assertThat(failed.outcome().message()).contains("Missing: A2, A3");
            });
            assertThat(service.calls()).isZero();
        }
    }

    private static String word(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed ? failed.code().toString() : "COMPLETE";
    }

    /** As the library does it: what was thrown is classified, what is left of an answer is held against the rules. */
    private Outcome outcome(SimulatedAiService service, Fault fault) {
        try {
            Verdict<Profile> verdict = analyzer(service, fault).analyze(SHEET, TestAttempt.first());
            return verdict instanceof Verdict.Failed<Profile> failed
                    ? failed.outcome()
                    : judged(((Verdict.Text<Profile>) verdict).text(), verdict.facts());
        } catch (Exception thrown) {
            return ExceptionOutcomes.classify(thrown);
        }
    }

    private PersonaAnalyzer analyzer(SimulatedAiService service, Fault fault) {
        // Only where a time-out is the point is it short: a slow machine may not make one.
        boolean hangs = fault.outcome().equals("TIMEOUT");
        return new PersonaAnalyzer(
                new AiEndpoint(
                        AiEndpoint.completions(service.url().toString()),
                        SimulatedAiService.MODEL,
                        null,
                        new Pace(
                                hangs ? Duration.ofMillis(400) : Duration.ofMinutes(1),
                                Duration.ofMinutes(2),
                                1,
                                Duration.ofMillis(1),
                                Duration.ofMinutes(1))),
                calls);
    }

    private static Outcome judged(String text, ProviderFacts facts) {
        Validation validation = PersonaType.of("m", Pace.SIMULATED)
                .rules()
                .validate(
                        new UUID(0, 2),
                        new Candidate(
                                new UUID(0, 1),
                                1,
                                1,
                                Codecs.json(Sheet.class).encode(SHEET),
                                text,
                                facts.finishReason()));
        return validation instanceof Validation.Passed passed
                ? new Outcome.Complete(passed.result())
                : ((Validation.Rejected) validation).outcome();
    }
}
