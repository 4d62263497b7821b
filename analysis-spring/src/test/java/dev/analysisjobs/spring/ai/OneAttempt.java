package dev.analysisjobs.spring.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Analyzer;
import dev.analysisjobs.Submission;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.Violation;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.testing.HandDrivenJobs;
import dev.analysisjobs.validate.ResultRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the engine makes of one attempt. */
record OneAttempt(String outcome, @Nullable Attempt attempt) {
    private static final Set<String> TRAITS =
            Set.of("agreeableness", "conscientiousness", "extraversion", "neuroticism", "openness");

    /** Returns a type whose rules find what only looks good. */
    static AnalysisType.Builder<String, String> type() {
        return AnalysisType.builder("profile", "1", Codecs.text(), Codecs.text())
                .rules(ResultRules.builder()
                        .json()
                        .required("/headline", "/summary", "/strengths/0", "/growth/0")
                        .parts("/traits", "trait", input -> TRAITS)
                        .rule(
                                "score",
                                output -> violations(
                                        output.json().at("/traits/0/score").asDouble(0) == 4.0, "/traits/0/score"))
                        .rule(
                                "text",
                                output -> violations(
                                        SafeText.fault(summary(output.json()), Long.MAX_VALUE)
                                                .isEmpty(),
                                        "/summary"))
                        .build());
    }

    /** Runs one attempt to its end, and sees that its thread ends too. */
    static OneAttempt of(Analyzer<String, String> analyzer, String prompt, Duration limit) throws Exception {
        AnalysisType<String, String> type =
                type().timeLimit(limit).callTries(1, Duration.ofMillis(1)).build();
        CountDownLatch returned = new CountDownLatch(1);
        try (HandDrivenJobs driven = HandDrivenJobs.with(builder -> builder.handle(type, (input, context) -> {
            try {
                return analyzer.analyze(input, context);
            } finally {
                returned.countDown();
            }
        }))) {
            AnalysisJob job =
                    driven.jobs().submit(Submission.of(type, "ann", prompt)).job();
            driven.steps().runDue();
            assertThat(returned.await(60, TimeUnit.SECONDS))
                    .as("the call ends with its attempt")
                    .isTrue();
            List<Attempt> attempts = driven.jobs().attempts(job.id());
            if (attempts.isEmpty()) {
                assertThat(driven.jobs().find(job.id()).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
                return new OneAttempt("COMPLETE", null);
            }
            assertThat(driven.store().result(job.id())).isEmpty();
            return new OneAttempt(attempts.get(0).failure().code().toString(), attempts.get(0));
        }
    }

    private static String summary(JsonNode json) {
        return json.path("summary").asString("");
    }

    private static List<Violation> violations(boolean good, String path) {
        List<Violation> violations = new ArrayList<>();
        if (!good) {
            violations.add(new Violation(path, "is not that of the question"));
        }
        return violations;
    }
}
