package dev.analysisjobs.examples.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Submission;
import dev.analysisjobs.examples.simulated.Fault;
import dev.analysisjobs.examples.simulated.SimulatedAiService;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.openai.FollowUps;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.testing.HandDrivenJobs;
import dev.analysisjobs.validate.ResultRules;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in which the simulated service fails, through LangChain4j's own OpenAI model and the engine. */
class ChatModelAnalyzerTest {
    /**
     * Not as the table says: LangChain4j throws on replies that it cannot read, without the replies; they are retried in bounds all
     * the same. And what only rules tell that know the question is not the client's business.
     */
    private static final Map<Fault, String> OTHERWISE = Map.of(
            Fault.NO_CHOICES, "TRANSPORT",
            Fault.EMPTY_BODY, "TRANSPORT",
            Fault.HTML_PAGE, "TRANSPORT",
            Fault.BODY_NOT_JSON, "TRANSPORT",
            Fault.HUGE_BODY, "TRANSPORT",
            Fault.WRONG_PERSON, "COMPLETE",
            Fault.TEXT_WITH_NUL, "COMPLETE");

    @ParameterizedTest
    @EnumSource
    void aFaultEndsInItsOutcomeAfterOneCall(Fault fault) throws Exception {
        AnalysisType<String, String> type = AnalysisType.builder("profile", "1", Codecs.text(), Codecs.text())
                .rules(ResultRules.builder()
                        .json()
                        .required("/headline", "/summary")
                        .parts(
                                "/traits",
                                "trait",
                                input -> Set.of(
                                        "agreeableness",
                                        "conscientiousness",
                                        "extraversion",
                                        "neuroticism",
                                        "openness"))
                        .build())
                .timeLimit(Duration.ofSeconds(fault.outcome().equals("TIMEOUT") ? 1 : 60))
                .callTries(1, Duration.ofMillis(1))
                .build();
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> fault);
                HandDrivenJobs driven = HandDrivenJobs.with(builder -> builder.handle(type, analyzer(service)))) {
            AnalysisJob job = driven.jobs()
                    .submit(Submission.of(type, "ann", SimulatedAiService.SAMPLE_PROMPT))
                    .job();
            driven.steps().runDue();

            List<Attempt> attempts = driven.jobs().attempts(job.id());
            String outcome = attempts.isEmpty()
                    ? "COMPLETE"
                    : attempts.get(0).failure().code().toString();
            assertThat(outcome).as("%s", attempts).isEqualTo(OTHERWISE.getOrDefault(fault, fault.outcome()));
            assertThat(driven.jobs().find(job.id()).orElseThrow().status() == JobStatus.COMPLETED)
                    .isEqualTo(driven.store().result(job.id()).isPresent());
            assertThat(service.calls()).isEqualTo(1);
        }
    }

    private static ChatModelAnalyzer<String, String> analyzer(SimulatedAiService service) {
        ChatModel model = OpenAiChatModel.builder()
                .baseUrl(service.url() + "/v1")
                .apiKey("none")
                .modelName(SimulatedAiService.MODEL)
                .maxRetries(0)
                .timeout(Duration.ofSeconds(30))
                .build();
        return new ChatModelAnalyzer<>(model, (input, attempt) -> {
            List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.from(input)));
            FollowUps.message(attempt).ifPresent(wrong -> messages.add(UserMessage.from(wrong)));
            return ChatRequest.builder().messages(messages).build();
        });
    }
}
