package dev.analysisjobs.spring.ai;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where and how an OpenAI-compatible endpoint is asked; under {@code analysis.jobs.ai.openai}.
 *
 * @param baseUrl the base URL with its version, such as {@code https://api.example.com/v1}
 * @param apiKey sent as a bearer token; none is sent when it is not set
 * @param model the model's name
 * @param connectTimeout how long a connection may take; the type's time limit ends everything else
 * @since 0.1
 */
@ConfigurationProperties("analysis.jobs.ai.openai")
public record OpenAiProperties(
        @Nullable URI baseUrl,
        @Nullable String apiKey,
        @Nullable String model,
        @DefaultValue("10s") Duration connectTimeout) {

    /** Return what may be shown: everything but the key. */
    @Override
    public String toString() {
        return "OpenAiProperties[baseUrl=" + baseUrl + ", model=" + model + ", connectTimeout=" + connectTimeout + "]";
    }
}
