package dev.analysisjobs.spring.ai;

import java.util.List;
import java.util.Map;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.retry.RetryUtils;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A chat model made as Spring AI makes those over RestClient: with its error handler, which turns statuses into texts. */
final class RestClientChatModel implements ChatModel {
    private final RestClient client;
    private final RetryTemplate once =
            new RetryTemplate(RetryPolicy.builder().maxRetries(0).build());

    RestClientChatModel(RestClient.Builder client) {
        this.client = client.defaultStatusHandler(RetryUtils.DEFAULT_RESPONSE_ERROR_HANDLER)
                .build();
    }

    @Override
    public ChatResponse call(Prompt prompt) {
        Map<String, Object> body =
                Map.of("model", "m", "messages", List.of(Map.of("role", "user", "content", prompt.getContents())));
        JsonNode reply = RetryUtils.execute(
                once,
                () -> client.post()
                        .uri("/chat/completions")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(JsonMapper.shared().writeValueAsBytes(body))
                        .retrieve()
                        .body(JsonNode.class));
        return new ChatResponse(
                reply.path("choices")
                        .valueStream()
                        .map(RestClientChatModel::generation)
                        .toList(),
                ChatResponseMetadata.builder()
                        .id(reply.path("id").asString(""))
                        .usage(new DefaultUsage(
                                reply.at("/usage/prompt_tokens").asInt(0),
                                reply.at("/usage/completion_tokens").asInt(0)))
                        .build());
    }

    private static Generation generation(JsonNode choice) {
        JsonNode message = choice.path("message");
        return new Generation(
                AssistantMessage.builder()
                        .content(message.path("content").asString(""))
                        .properties(Map.of("refusal", message.path("refusal").asString("")))
                        .build(),
                ChatGenerationMetadata.builder()
                        .finishReason(choice.path("finish_reason").asString(""))
                        .build());
    }
}
