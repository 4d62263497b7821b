package dev.analysisjobs.spring.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.Analyzer;
import dev.analysisjobs.examples.simulated.Fault;
import dev.analysisjobs.examples.simulated.SimulatedAiService;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.model.openai.autoconfigure.OpenAiChatAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.client.RestClient;

class AiAutoConfigurationTest {
    private final ApplicationContextRunner app = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    RestClientAutoConfiguration.class, OpenAiAutoConfiguration.class, SpringAiAutoConfiguration.class));

    @Test
    void propertiesMakeAnalysersOfAnEndpoint() throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> Fault.NONE)) {
            app.withPropertyValues(
                            "analysis.jobs.ai.openai.base-url=" + service.url() + "/v1",
                            "analysis.jobs.ai.openai.api-key=secret",
                            "analysis.jobs.ai.openai.model=m")
                    .run(context -> {
                        OpenAiAnalyzers analyzers = context.getBean(OpenAiAnalyzers.class);
                        Analyzer<String, String> analyzer = analyzers.analyzer(
                                (input, attempt) -> analyzers.request().user(input));

                        assertThat(OneAttempt.of(analyzer, SimulatedAiService.SAMPLE_PROMPT, Duration.ofMinutes(1))
                                        .outcome())
                                .isEqualTo("COMPLETE");
                        assertThat(context.getBean(OpenAiProperties.class).toString())
                                .doesNotContain("secret");
                    });
        }
    }

    @Test
    void allFaultsOfTheSettingsAreNamedAtOnceWithoutTheKey() {
        app.withPropertyValues(
                        "analysis.jobs.ai.openai.base-url=https://me:hidden@host",
                        "analysis.jobs.ai.openai.api-key=top hidden",
                        "analysis.jobs.ai.openai.connect-timeout=0s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("base-url")
                        .hasMessageContaining("model is not set")
                        .hasMessageContaining("api-key")
                        .hasMessageContaining("connect-timeout")
                        .hasMessageNotContaining("hidden"));
    }

    @Test
    void withoutABaseUrlOrSpringAiThereIsNothing() {
        app.run(context -> assertThat(context).doesNotHaveBean(OpenAiAnalyzers.class));
        app.withClassLoader(new FilteredClassLoader(ChatModel.class, RestClient.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RetryWarning.class));
    }

    @Test
    void theReplyBehindAnAutoConfiguredModelIsSeen() throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> Fault.RATE_LIMIT_MILLIS)) {
            springAi(service)
                    .withPropertyValues("spring.ai.openai.max-retries=0")
                    .run(context -> {
                        OneAttempt end = OneAttempt.of(
                                SpringAiAnalyzerTest.analyzer(context.getBean(ChatModel.class)),
                                SimulatedAiService.SAMPLE_PROMPT,
                                Duration.ofMinutes(1));

                        assertThat(end.outcome()).isEqualTo("RATE_LIMITED");
                        assertThat(end.attempt().facts().requestId()).isEqualTo("simulated-1");
                        assertThat(context.getBean(RetryWarning.class).retrying())
                                .isEmpty();
                    });
        }
    }

    @Test
    void retriesOfSpringAiAreWarnedOf() throws Exception {
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> Fault.NONE)) {
            springAi(service)
                    .run(context -> assertThat(
                                    context.getBean(RetryWarning.class).retrying())
                            .containsExactly("spring.ai.openai.max-retries=0"));
        }
    }

    private ApplicationContextRunner springAi(SimulatedAiService service) {
        return app.withConfiguration(
                        AutoConfigurations.of(ToolCallingAutoConfiguration.class, OpenAiChatAutoConfiguration.class))
                .withPropertyValues(
                        "spring.ai.openai.base-url=" + service.url() + "/v1", "spring.ai.openai.api-key=none");
    }
}
