package dev.analysisjobs.spring.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.examples.simulated.Fault;
import dev.analysisjobs.examples.simulated.SimulatedAiService;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.openai.FollowUps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;

/** Every way in which the simulated service fails, through Spring AI's real models and the engine. */
class SpringAiAnalyzerTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource
    void aFaultOfTheOpenAiModelEndsInItsOutcome(Fault fault) throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> fault)) {
            OneAttempt end = run(ChatModels.openAi(service.url(), timeOut(fault), true), LONG);

            assertThat(end.outcome()).as("%s", end).isEqualTo(fault.outcome());
            // OkHttp repeats a 408 once by itself, which nobody can switch off.
            assertThat(service.calls()).isEqualTo(fault == Fault.REQUEST_TIMEOUT_408 ? 2 : 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFaultOfAModelOverRestClientEndsInItsOutcome(Fault fault) throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> fault)) {
            OneAttempt end = run(ChatModels.overRestClient(service.url(), true), timeOut(fault));

            assertThat(end.outcome()).as("%s", end).isEqualTo(fault.outcome());
            assertThat(service.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "RATE_LIMIT_SECONDS",
                "QUOTA",
                "OVERLOADED_529",
                "SERVER_ERROR_500",
                "CONTEXT_TOO_LONG",
                "UNAUTHORIZED_401",
                "RESET_BEFORE_HEADERS",
                "HANG_AFTER_HEADERS",
                "REFUSAL",
                "CUT_BUT_PARSES"
            })
    void statusesOfTheOpenAiModelAreKnownWithoutItsInterceptorToo(Fault fault) throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> fault)) {
            OneAttempt end = run(ChatModels.openAi(service.url(), timeOut(fault), false), LONG);

            assertThat(end.outcome()).as("%s", end).isEqualTo(fault.outcome());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_ERROR_500", "BAD_REQUEST_400", "RESET_BEFORE_HEADERS"})
    void withoutItsInterceptorAModelOverRestClientHidesStatusesAndIsRetriedInBounds(Fault fault) throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> fault)) {
            OneAttempt end = run(ChatModels.overRestClient(service.url(), false), timeOut(fault));

            assertThat(end.outcome()).as("%s", end).isIn("TRANSPORT", "UNKNOWN");
        }
    }

    @Test
    void whatTheServiceTellsIsKeptWithTheAttempt() throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> Fault.CUT_BUT_PARSES)) {
            Attempt attempt =
                    run(ChatModels.openAi(service.url(), LONG, true), LONG).attempt();

            assertThat(attempt.facts().requestId()).isEqualTo("simulated-1");
            assertThat(attempt.facts().httpStatus()).isEqualTo(200);
            assertThat(attempt.facts().finishReason()).isEqualTo("LENGTH");
            assertThat(attempt.facts().tokensIn()).isEqualTo(300);
            assertThat(attempt.facts().tokensOut()).isPositive();
        }
    }

    @Test
    void aChatClientIsAnAnalyserToo() throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> Fault.NONE)) {
            ChatClient client = ChatClient.create(ChatModels.openAi(service.url(), LONG, true));

            assertThat(OneAttempt.of(
                                    SpringAiAnalyzer.of(client, (input, attempt) -> new Prompt(input)),
                                    SimulatedAiService.SAMPLE_PROMPT,
                                    LONG)
                            .outcome())
                    .isEqualTo("COMPLETE");
            assertThat(OneAttempt.of(
                                    SpringAiAnalyzer.of((input, attempt) -> client.prompt(new Prompt(input))
                                            .call()
                                            .chatResponse()),
                                    SimulatedAiService.SAMPLE_PROMPT,
                                    LONG)
                            .outcome())
                    .isEqualTo("COMPLETE");
        }
    }

    private static OneAttempt run(ChatModel model, Duration limit) throws Exception {
        return OneAttempt.of(analyzer(model), SimulatedAiService.SAMPLE_PROMPT, limit);
    }

    static SpringAiAnalyzer<String, String> analyzer(ChatModel model) {
        return SpringAiAnalyzer.of(model, (input, attempt) -> {
            List<Message> messages = new ArrayList<>(List.of(new UserMessage(input)));
            FollowUps.message(attempt).ifPresent(wrong -> messages.add(new UserMessage(wrong)));
            return new Prompt(messages);
        });
    }

    private static Duration timeOut(Fault fault) {
        // Only where a time-out is the point is it short: a slow machine may not make one.
        return fault.outcome().equals("TIMEOUT") ? Duration.ofSeconds(1) : LONG;
    }
}
