package dev.analysisjobs.spring.ai;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.http.okhttp.OpenAiHttpClientBuilderCustomizer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Let {@link SpringAiAnalyzer} see the HTTP replies behind Spring AI's models, and warn of retries that multiply the library's.
 *
 * @since 0.1
 */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration",
            "org.springframework.ai.model.openai.autoconfigure.OpenAiChatAutoConfiguration"
        })
@ConditionalOnClass(ChatModel.class)
public final class SpringAiAutoConfiguration {

    @Bean
    RetryWarning analysisRetryWarning(Environment environment, ListableBeanFactory beans) {
        return new RetryWarning(environment, beans);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RestClientCustomizer.class)
    static class OverRestClient {

        @Bean
        RestClientCustomizer analysisRestClientExchanges() {
            return builder -> builder.requestInterceptor(new RestClientExchanges());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(OpenAiHttpClientBuilderCustomizer.class)
    static class OverOkHttp {

        @Bean
        OpenAiHttpClientBuilderCustomizer analysisOpenAiExchanges() {
            return builder -> builder.interceptor(new OkHttpExchanges());
        }
    }
}
