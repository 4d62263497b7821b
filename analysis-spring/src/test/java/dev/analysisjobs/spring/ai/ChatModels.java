package dev.analysisjobs.spring.ai;

import java.net.URI;
import java.time.Duration;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Real chat models of Spring AI, each call made once. */
final class ChatModels {
    private ChatModels() {}

    static ChatModel openAi(URI service, Duration timeOut, boolean watched) {
        OpenAiChatModel.Builder model = OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder()
                        .baseUrl(service + "/v1")
                        .apiKey("none")
                        .model("m")
                        .timeout(timeOut)
                        .maxRetries(0)
                        .build());
        if (watched) {
            model.httpClientBuilderCustomizer(new SpringAiAutoConfiguration.OverOkHttp().analysisOpenAiExchanges());
        }
        return model.build();
    }

    static ChatModel overRestClient(URI service, boolean watched) {
        RestClient.Builder client =
                RestClient.builder().baseUrl(service + "/v1").requestFactory(new JdkClientHttpRequestFactory());
        if (watched) {
            new SpringAiAutoConfiguration.OverRestClient()
                    .analysisRestClientExchanges()
                    .customize(client);
        }
        return new RestClientChatModel(client);
    }
}
