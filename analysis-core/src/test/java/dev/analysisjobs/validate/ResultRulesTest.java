package dev.analysisjobs.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AnalysisResult;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.model.Violation;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultRulesTest {

    @Test
    void aResultCarriesItsAttemptAndTheOutputUnchanged() {
        String output = " {\"a\": 1.0}\n";
        Validation validation = ResultRules.builder().json().build().validate(Judge.RESULT, Judge.candidate(output));
        assertThat(validation).isInstanceOfSatisfying(Validation.Passed.class, passed -> {
            AnalysisResult result = passed.result();
            assertThat(result.id()).isEqualTo(Judge.RESULT);
            assertThat(result.jobId()).isEqualTo(Judge.JOB);
            assertThat(result.leaseToken()).isEqualTo(7);
            assertThat(result.attempt()).isEqualTo(2);
            assertThat(result.output()).isEqualTo(output);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "length, TRUNCATED",
        "content_filter, CONTENT_FILTERED",
        "refusal, REFUSED",
        "tool_calls, UNKNOWN",
        "word_of_tomorrow, UNKNOWN"
    })
    void theFinishReasonIsJudgedBeforeTheContent(String word, String code) {
        for (String output : Arrays.asList("{\"complete\":true}", "", null)) {
            Candidate candidate = new Candidate(Judge.JOB, 7, 2, "in", output, word);
            assertThat(ResultRules.presence().validate(Judge.RESULT, candidate))
                    .isInstanceOfSatisfying(
                            Validation.Rejected.class,
                            rejected -> assertThat(rejected.outcome().code()).hasToString(code));
        }
    }

    @Test
    void aStoredResultIsJudgedByTodaysRulesAndKeepsItsId() {
        StoredResult stored = new StoredResult(
                Judge.RESULT,
                Judge.JOB,
                7,
                2,
                "{\"name\":\"Ada\"}",
                Instant.EPOCH,
                Instant.EPOCH,
                ProviderFacts.none().withFinishReason("tool_use"));
        ResultRules yesterday = ResultRules.builder().required("/name").build();
        ResultRules today = ResultRules.builder().required("/name", "/traits").build();
        assertThat(yesterday.revalidate(stored, "in")).isInstanceOfSatisfying(Validation.Passed.class, passed -> {
            assertThat(passed.result().id()).isEqualTo(Judge.RESULT);
            assertThat(passed.result().leaseToken()).isEqualTo(7);
        });
        assertThat(today.revalidate(stored, "in"))
                .isInstanceOfSatisfying(
                        Validation.Rejected.class,
                        rejected -> assertThat(rejected.outcome().violations())
                                .containsExactly(new Violation("/traits", "is missing")));
    }

    static Stream<Arguments> brokenRules() {
        return Stream.of(
                Arguments.of((ResultRule) output -> null, "it returned null"),
                Arguments.of((ResultRule) output -> Collections.singletonList(null), "NullPointerException"),
                Arguments.of(
                        (ResultRule) output -> {
                            throw new IllegalStateException("no luck");
                        },
                        "java.lang.IllegalStateException: no luck"),
                Arguments.of(
                        (ResultRule) output -> {
                            throw new Exception("checked");
                        },
                        "java.lang.Exception: checked"),
                Arguments.of((ResultRule) ResultRulesTest::recurse, "java.lang.StackOverflowError"),
                Arguments.of(
                        (ResultRule) output -> {
                            throw new AssertionError();
                        },
                        "java.lang.AssertionError"),
                Arguments.of(
                        (ResultRule) output -> {
                            throw new NoClassDefFoundError("x/Y");
                        },
                        "java.lang.NoClassDefFoundError: x/Y"),
                Arguments.of(
                        (ResultRule) output -> {
                            throw new HostileException();
                        },
                        "its getMessage() threw java.lang.IllegalStateException"));
    }

    @ParameterizedTest
    @MethodSource("brokenRules")
    void aRuleThatFailsItselfIsAViolationAndNeverAPass(ResultRule broken, String why) {
        AtomicInteger later = new AtomicInteger();
        ResultRules rules = ResultRules.builder()
                .rule("fragile", broken)
                .rule("later", output -> later.incrementAndGet() > 0, "")
                .build();
        assertThat(Judge.violations(rules, "fine"))
                .singleElement()
                .asString()
                .startsWith("The rule 'fragile' itself failed: ")
                .contains(why);
        assertThat(later).as("the other rules are still asked").hasValue(1);
    }

    @Test
    void aConditionThatThrowsIsAViolationToo() {
        ResultRules rules = ResultRules.builder()
                .rule("names", output -> output.json().get("name").stringValue().length() > 1, "is too short")
                .build();
        assertThat(Judge.violations(rules, "{}"))
                .singleElement()
                .asString()
                .startsWith("The rule 'names' itself failed: java.lang.NullPointerException");
        assertThat(Judge.violations(rules, "no json"))
                .singleElement()
                .asString()
                .contains("It is not well-formed JSON: ");
        assertThat(Judge.violations(rules, "{\"name\":\"A\"}")).containsExactly("is too short");
        Judge.passes(rules, "{\"name\":\"Ada\"}");
    }

    @Test
    void everyRuleIsRunAndEveryViolationTold() {
        ResultRules rules = ResultRules.builder()
                .required("/name", "/traits/openness", "/summary")
                .minLength("/summary", 20)
                .rule("no apology", output -> !output.text().contains("sorry"), "is an apology")
                .build();
        assertThat(Judge.violations(rules, "{\"name\":null,\"traits\":{},\"summary\":\"I'm sorry\"}"))
                .containsExactly(
                        "/name: is null",
                        "/traits/openness: is missing",
                        "/summary: has 9 characters, at least 20 are wanted",
                        "is an apology");
    }

    @Test
    void atMostTwentyViolationsAreToldAndTheRestIsCounted() {
        assertThat(violationsOf(20)).hasSize(20).last().isEqualTo("/19: is odd");
        assertThat(violationsOf(21)).hasSize(20).endsWith("/18: is odd", "and 2 more violations");
        assertThat(violationsOf(100_000)).hasSize(20).endsWith("/18: is odd", "and 99981 more violations");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\":1",
                "{} {}",
                "{},",
                "[1,]",
                "{'a':1}",
                "```json\n{}\n```",
                "<html></html>",
                "I'm sorry, I cannot do that.",
                "{\"a\":1,\"a\":2}",
                "NaN",
                "{\"a\":1} trailing",
                "\"open"
            })
    void whatIsNotOneWellFormedDocumentIsToldOnceAndNoOtherRuleIsAsked(String output) {
        AtomicInteger asked = new AtomicInteger();
        ResultRules rules = ResultRules.builder()
                .json()
                .rule("spy", unused -> asked.incrementAndGet() < 0, "was asked")
                .build();
        assertThat(Judge.violations(rules, output))
                .singleElement()
                .asString()
                .startsWith("It is not well-formed JSON: ");
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "0", "true", "\"text\"", " {\"a\" : [ 1 ] } ", "1e400", "-1E-99999"})
    void wellFormedJsonPasses(String output) {
        Judge.passes(ResultRules.builder().json().build(), output);
    }

    @Test
    void jsonIsParsedOnceForAllRules() {
        AtomicReference<Object> first = new AtomicReference<>();
        ResultRules rules = ResultRules.builder()
                .rule("one", output -> first.compareAndSet(null, output.json()), "")
                .rule("two", output -> first.get() == output.json(), "was parsed again")
                .build();
        Judge.passes(rules, "{\"a\":1}");
    }

    @Test
    void aRuleSeesTheInput() {
        ResultRules rules = ResultRules.builder()
                .rule("echo", output -> output.text().equals(output.input()), "is not the input")
                .build();
        Judge.passes(rules, "the input");
        assertThat(Judge.violations(rules, "other")).containsExactly("is not the input");
    }

    @Test
    void theFailureOfARejectedOutputCanBeStored() {
        ResultRules rules = ResultRules.builder()
                .rule("long", output -> List.of(new Violation("/a", "x\0".repeat(100_000))))
                .build();
        Outcome.Failed outcome = Judge.outcome(rules, "out");
        assertThat(outcome.code()).isEqualTo(FailureCode.INVALID_RESULT);
        assertThat(SafeText.fault(outcome.failure().message(), 10_000)).isEmpty();
    }

    @Test
    void oneSetOfRulesServesManyThreads() throws Exception {
        ResultRules rules = ResultRules.builder()
                .required("/n")
                .schema("{\"properties\":{\"n\":{\"type\":\"integer\",\"maximum\":499}}}")
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> runs = threads.invokeAll(Collections.nCopies(4, () -> {
                int passed = 0;
                for (int i = 0; i < 1_000; i++) {
                    Validation validation = rules.validate(Judge.RESULT, Judge.candidate("{\"n\":" + i + "}"));
                    passed += validation instanceof Validation.Passed ? 1 : 0;
                }
                return passed;
            }));
            for (Future<Integer> run : runs) {
                assertThat(run.get()).isEqualTo(500);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void nothingPrintsAPayload() {
        assertThat(Judge.candidate("secret output").toString()).doesNotContain("secret", "the input");
        assertThat(ResultRules.presence().validate(Judge.RESULT, Judge.candidate("secret output")))
                .asString()
                .contains(Judge.JOB.toString())
                .doesNotContain("secret");
    }

    private static List<String> violationsOf(int count) {
        List<Violation> many = Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> new Violation("/" + i, "is odd"))
                .toList();
        return Judge.violations(
                ResultRules.builder().rule("many", output -> many).build(), "out");
    }

    @SuppressWarnings("InfiniteRecursion")
    private static List<Violation> recurse(Output output) {
        return recurse(output);
    }

    private static final class HostileException extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException();
        }
    }
}
