package dev.analysisjobs.spring.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.examples.simulated.Fault;
import dev.analysisjobs.examples.simulated.SimulatedAiService;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.openai.ChatRequest;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Every way in which the simulated service fails, through a real RestClient and the engine. */
class OpenAiAnalyzerTest {

    @ParameterizedTest
    @EnumSource
    void aFaultEndsInItsOutcomeAfterOneCallThatEndsWithItsAttempt(Fault fault) throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> fault)) {
            OneAttempt end = run(service, fault);

            assertThat(end.outcome()).as("%s", end).isEqualTo(fault.outcome());
            assertThat(service.calls()).isEqualTo(1);
        }
    }

    @Test
    void whatTheServiceTellsIsKeptWithTheAttempt() throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> Fault.CUT_BUT_PARSES)) {
            ProviderFacts facts = run(service, Fault.CUT_BUT_PARSES).attempt().facts();

            assertThat(facts.requestId()).isEqualTo("simulated-1");
            assertThat(facts.httpStatus()).isEqualTo(200);
            assertThat(facts.finishReason()).isEqualTo("length");
            assertThat(facts.tokensIn()).isEqualTo(300);
            assertThat(facts.tokensOut()).isPositive();
            assertThat(facts.calls()).isEqualTo(1);
        }
    }

    @Test
    void aReplyLargerThanTheLimitIsNoAnswer() throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> Fault.NONE)) {
            OneAttempt end = OneAttempt.of(
                    analyzer(service).bodyLimit(100), SimulatedAiService.SAMPLE_PROMPT, Duration.ofMinutes(1));

            assertThat(end.outcome()).isEqualTo("INVALID_RESULT");
            assertThat(end.attempt().failure().message()).contains("100 bytes");
            assertThatThrownBy(() -> analyzer(service).bodyLimit(0)).hasMessageContaining("bodyLimit is 0 bytes");
        }
    }

    @Test
    void anotherPathIsAsked() throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> Fault.NONE)) {
            OneAttempt end = OneAttempt.of(
                    analyzer(service).path("/elsewhere"), SimulatedAiService.SAMPLE_PROMPT, Duration.ofMinutes(1));

            assertThat(end.outcome()).isEqualTo("AUTH_OR_CONFIG");
            assertThat(end.attempt().facts().httpStatus()).isEqualTo(404);
        }
    }

    @Test
    void nobodyThereIsAFailureOfTheTransport() throws Exception {
        SimulatedAiService service = SimulatedAiService.start((person, call) -> Fault.NONE);
        service.close();

        assertThat(run(service, Fault.NONE).outcome()).isEqualTo("TRANSPORT");
    }

    private static OneAttempt run(SimulatedAiService service, Fault fault) throws Exception {
        // Only where a time-out is the point is it short: a slow machine may not make one.
        Duration limit = fault.outcome().equals("TIMEOUT") ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
        return OneAttempt.of(analyzer(service), SimulatedAiService.SAMPLE_PROMPT, limit);
    }

    static OpenAiAnalyzer<String, String> analyzer(SimulatedAiService service) throws IOException {
        RestClient client = RestClient.builder()
                .baseUrl(service.url() + "/v1")
                .requestFactory(new JdkClientHttpRequestFactory())
                .build();
        return OpenAiAnalyzer.of(
                client,
                (input, attempt) -> ChatRequest.to(SimulatedAiService.MODEL)
                        .option("user", attempt.subject())
                        .user(input)
                        .followUp(attempt));
    }
}
