package dev.analysisjobs.spring.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Analyzer;
import dev.analysisjobs.Ended;
import dev.analysisjobs.Submission;
import dev.analysisjobs.examples.simulated.FaultMode;
import dev.analysisjobs.examples.simulated.FaultPlan;
import dev.analysisjobs.examples.simulated.SimulatedAiService;
import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.model.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** A whole engine with its threads against a service that fails in every way: every job ends, none with half a result. */
class WholeEngineTest {
    private static final int JOBS = 80;
    private static final Duration CLIENT_LIMIT = Duration.ofSeconds(2);

    enum Client {
        REST_CLIENT {
            @Override
            Analyzer<String, String> analyzer(SimulatedAiService service) throws Exception {
                return OpenAiAnalyzerTest.analyzer(service);
            }
        },
        SPRING_AI_OPEN_AI {
            @Override
            Analyzer<String, String> analyzer(SimulatedAiService service) {
                return SpringAiAnalyzerTest.analyzer(ChatModels.openAi(service.url(), CLIENT_LIMIT, true));
            }
        },
        SPRING_AI_REST_CLIENT {
            @Override
            Analyzer<String, String> analyzer(SimulatedAiService service) {
                return SpringAiAnalyzerTest.analyzer(ChatModels.overRestClient(service.url(), true));
            }
        };

        abstract Analyzer<String, String> analyzer(SimulatedAiService service) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void everyJobEndsAndEveryResultIsWhole(Client client) throws Exception {
        AnalysisType<String, String> type = OneAttempt.type()
                .timeLimit(CLIENT_LIMIT.plusSeconds(1))
                .maxAttempts(10)
                .backoff(new Backoff(Duration.ofMillis(50), 2, Duration.ofSeconds(1)))
                .maxPutBackDelay(Duration.ofSeconds(2))
                .build();
        FaultPlan harsh = FaultMode.HARSH.plan(11);
        // Not every client tells whom a call is about, so that the order of the calls decides.
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> harsh.fault("anybody", call));
                InMemoryJobStore store = new InMemoryJobStore();
                AnalysisJobs jobs = AnalysisJobs.builder(store)
                        .concurrency(16)
                        .handle(type, client.analyzer(service))
                        .build()) {
            jobs.start();
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                ids.add(jobs.submit(Submission.of(type, "person-" + i, SimulatedAiService.SAMPLE_PROMPT))
                        .job()
                        .id());
            }
            int completed = 0;
            for (UUID id : ids) {
                Ended<String> ended = jobs.await(type, id, Duration.ofMinutes(3));
                if (ended instanceof Ended.Completed<String> good) {
                    completed++;
                    assertThat(JsonMapper.shared()
                                    .readTree(good.answer().value())
                                    .path("traits"))
                            .hasSize(5);
                } else {
                    assertThat(ended).isInstanceOf(Ended.Failed.class);
                    assertThat(store.result(id)).isEmpty();
                }
            }
            assertThat(completed).isGreaterThan(JOBS / 2);
            assertThat(service.calls()).isGreaterThan(JOBS);
        }
    }
}
