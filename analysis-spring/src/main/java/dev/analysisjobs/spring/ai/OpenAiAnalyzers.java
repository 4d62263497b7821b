package dev.analysisjobs.spring.ai;

import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.openai.ChatRequest;
import java.util.Objects;
import java.util.function.BiFunction;
import org.springframework.web.client.RestClient;

/**
 * Make analysers for the endpoint and model of {@code analysis.jobs.ai.openai}; a bean where these are set. Immutable and
 * thread-safe.
 *
 * @since 0.1
 */
public final class OpenAiAnalyzers {
    private final RestClient client;
    private final String model;

    OpenAiAnalyzers(RestClient client, String model) {
        this.client = client;
        this.model = model;
    }

    /**
     * Return an analyser.
     *
     * @param prompt makes the request of an attempt, most easily from {@link #request()}
     */
    public <I, O> OpenAiAnalyzer<I, O> analyzer(BiFunction<? super I, ? super AttemptContext, ChatRequest> prompt) {
        return OpenAiAnalyzer.of(client, Objects.requireNonNull(prompt, "prompt"));
    }

    /** Return a request without messages to the model of the properties. */
    public ChatRequest request() {
        return ChatRequest.to(model);
    }
}
