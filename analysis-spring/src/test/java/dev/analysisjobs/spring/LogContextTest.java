package dev.analysisjobs.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Submission;
import dev.analysisjobs.call.Caller;
import dev.analysisjobs.call.Ending;
import dev.analysisjobs.call.RawVerdict;
import dev.analysisjobs.call.RunningAttempt;
import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.port.ClaimRequest;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.port.ContextCarrier;
import dev.analysisjobs.port.TypeRequest;
import dev.analysisjobs.validate.ResultRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogContextTest {

    /** With a real logging library: the core's tests run with one that knows no MDC. */
    @Test
    void theJobsIdIsInTheLogContextOfTheCallAndTheRulesAndNowhereAfterwards() throws Exception {
        List<Map<String, String>> seen = new ArrayList<>();
        ResultRules rules = ResultRules.builder()
                .rule("sees", output -> seen.add(MDC.getCopyOfContextMap()), "is not seen")
                .build();
        AnalysisType<String, String> type = AnalysisType.builder("seen", "1", Codecs.text(), Codecs.text())
                .rules(rules)
                .build();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (InMemoryJobStore store = new InMemoryJobStore();
                AnalysisJobs jobs = AnalysisJobs.builder(store).submitOnly(type).build()) {
            jobs.submit(Submission.of(type, "ann", "a secret"));
            ClaimedJob claimed = store.claim(new ClaimRequest(
                            "node", List.of(new TypeRequest("seen", 1, null, null)), 1, Duration.ofMinutes(1)))
                    .jobs()
                    .get(0);
            Caller caller = new Caller(
                    type.policy(),
                    attempt -> {
                        seen.add(MDC.getCopyOfContextMap());
                        return new RawVerdict("an answer", null, ProviderFacts.none());
                    },
                    rules,
                    thrown -> null,
                    ContextCarrier.none());

            Ending ending =
                    caller.run(new RunningAttempt(claimed, Duration.ofMinutes(1), text -> true, () -> {}), thread);

            assertThat(ending.outcome()).isInstanceOf(Outcome.Complete.class);
            assertThat(seen)
                    .hasSize(2)
                    .containsOnly(Map.of("analysisJobId", claimed.job().id().toString()));
            Callable<String> later = () -> MDC.get("analysisJobId");
            assertThat(thread.submit(later).get()).isNull();
        } finally {
            thread.shutdownNow();
        }
    }
}
