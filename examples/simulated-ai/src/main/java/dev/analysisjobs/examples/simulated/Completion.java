package dev.analysisjobs.examples.simulated;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Make the bodies of chat completions. */
final class Completion {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final ObjectWriter ESCAPING = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private static final int PROMPT_TOKENS = 300;

    /** The same at any time, so that replies are. */
    private static final long CREATED = 1_758_931_200;

    private Completion() {}

    /** Return a chat completion whose message is still to be filled. */
    static ObjectNode with(@Nullable String content, @Nullable String finishReason) {
        ObjectNode body = JSON.createObjectNode();
        body.put("id", "simulated-completion")
                .put("object", "chat.completion")
                .put("created", CREATED)
                .put("model", SimulatedAiService.MODEL);
        ObjectNode choice = body.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", finishReason);
        choice.putObject("message").put("role", "assistant").put("content", content);
        int tokens = content == null ? 0 : content.length() / 4;
        body.putObject("usage")
                .put("prompt_tokens", PROMPT_TOKENS)
                .put("completion_tokens", tokens)
                .put("total_tokens", PROMPT_TOKENS + tokens);
        return body;
    }

    /** Return the message of a chat completion. */
    static ObjectNode message(ObjectNode completion) {
        return (ObjectNode) completion.at("/choices/0/message");
    }

    /** Return an error as services write it. */
    static ObjectNode error(String type, @Nullable String code, String message) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error").put("message", message).put("type", type).put("code", code);
        return body;
    }

    static byte[] bytes(ObjectNode body) {
        // Escaped, since UTF-8 has no bytes for a lone surrogate.
        return ESCAPING.writeValueAsString(body).getBytes(StandardCharsets.US_ASCII);
    }
}
