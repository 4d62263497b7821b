package dev.analysisjobs.spring.ai;

import dev.analysisjobs.spring.AnalysisConfigurationException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Make {@link OpenAiAnalyzers} where {@code analysis.jobs.ai.openai.base-url} is set.
 *
 * @since 0.1
 */
@AutoConfiguration(afterName = "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration")
@ConditionalOnClass({RestClient.class, JsonMapper.class})
@ConditionalOnProperty("analysis.jobs.ai.openai.base-url")
@EnableConfigurationProperties(OpenAiProperties.class)
public final class OpenAiAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    OpenAiAnalyzers openAiAnalyzers(OpenAiProperties properties, ObjectProvider<RestClient.Builder> builders) {
        List<String> faults = faults(properties);
        if (!faults.isEmpty()) {
            throw new AnalysisConfigurationException(faults);
        }
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(properties.connectTimeout())
                .build();
        RestClient.Builder client = builders.getIfAvailable(RestClient::builder)
                .clone()
                .baseUrl(Objects.requireNonNull(properties.baseUrl()))
                // Its calls end when they are interrupted, at every stage.
                .requestFactory(new JdkClientHttpRequestFactory(http));
        String key = properties.apiKey();
        if (key != null) {
            client.defaultHeaders(headers -> headers.setBearerAuth(key));
        }
        return new OpenAiAnalyzers(client.build(), Objects.requireNonNull(properties.model()));
    }

    private static List<String> faults(OpenAiProperties properties) {
        List<String> faults = new ArrayList<>();
        URI base = properties.baseUrl();
        if (base == null
                || base.getHost() == null
                || base.getScheme() == null
                || !base.getScheme().matches("(?i)https?")
                || base.getUserInfo() != null
                || base.getQuery() != null
                || base.getFragment() != null) {
            // Not echoed: a password may stand there.
            faults.add("analysis.jobs.ai.openai.base-url is not a plain URL such as https://api.example.com/v1");
        }
        if (properties.model() == null || properties.model().isBlank()) {
            faults.add("analysis.jobs.ai.openai.model is not set; it is the name of the model to ask");
        }
        if (properties.apiKey() != null && !properties.apiKey().matches("[\\x21-\\x7e]+")) {
            faults.add(
                    "analysis.jobs.ai.openai.api-key has characters that no HTTP header may carry, such as a space or"
                            + " line end");
        }
        if (properties.connectTimeout().isZero() || properties.connectTimeout().isNegative()) {
            faults.add("analysis.jobs.ai.openai.connect-timeout is " + properties.connectTimeout()
                    + ", it must be positive");
        }
        return faults;
    }
}
