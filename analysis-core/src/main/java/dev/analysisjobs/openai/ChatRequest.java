package dev.analysisjobs.openai;

import dev.analysisjobs.AttemptContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Write the body of a chat completion: each method returns another request. Immutable and thread-safe. What it prints of itself
 * leaves out the messages.
 *
 * @since 0.1
 */
public final class ChatRequest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode body;

    private ChatRequest(ObjectNode body) {
        this.body = body;
    }

    /** Return a request without messages to a model. */
    public static ChatRequest to(String model) {
        ObjectNode body = JSON.createObjectNode().put("model", Objects.requireNonNull(model, "model"));
        body.putArray("messages");
        return new ChatRequest(body);
    }

    /** Return the request with one more message that tells the model what to do. */
    public ChatRequest system(String content) {
        return message("system", content);
    }

    /** Return the request with one more message to the model. */
    public ChatRequest user(String content) {
        return message("user", content);
    }

    /** Return the request with one more message that the model is to believe its own. */
    public ChatRequest assistant(String content) {
        return message("assistant", content);
    }

    /** Return the request with what was wrong with the attempt's last answer, if its answer was at fault; see {@link FollowUps}. */
    public ChatRequest followUp(AttemptContext context) {
        return FollowUps.message(context).map(this::user).orElse(this);
    }

    /**
     * Return the request with a limit of tokens, as {@code max_tokens}, which all compatible services know; for a model that wants
     * {@code max_completion_tokens} set that {@link #option}.
     */
    public ChatRequest maxTokens(int tokens) {
        return option("max_tokens", tokens);
    }

    /** Return the request with the demand to answer with some JSON object. */
    public ChatRequest json() {
        ObjectNode changed = body.deepCopy();
        changed.putObject("response_format").put("type", "json_object");
        return new ChatRequest(changed);
    }

    /**
     * Return the request with the demand to keep a JSON Schema, strictly.
     *
     * @param name the schema's name: letters, digits, underscores and dashes
     * @throws IllegalArgumentException when the schema is not JSON
     */
    public ChatRequest json(String name, String schema) {
        ObjectNode changed = body.deepCopy();
        changed.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .put("name", name)
                .put("strict", true)
                .set("schema", tree(name, schema));
        return new ChatRequest(changed);
    }

    /**
     * Return the request with a field of the body, such as {@code temperature} or {@code user}.
     *
     * @param value anything that Jackson can write; null removes the field
     */
    public ChatRequest option(String name, @Nullable Object value) {
        ObjectNode changed = body.deepCopy();
        changed.remove(name);
        if (value != null) {
            changed.set(name, JSON.<JsonNode>valueToTree(value));
        }
        return new ChatRequest(changed);
    }

    /** Return the body, as JSON. */
    public String body() {
        return body.toString();
    }

    /** Return what may be logged: the model, and how many messages there are. */
    @Override
    public String toString() {
        return "ChatRequest[model=" + body.path("model").asString("") + ", messages="
                + body.path("messages").size() + "]";
    }

    private ChatRequest message(String role, String content) {
        ObjectNode changed = body.deepCopy();
        changed.withArray("messages")
                .addObject()
                .put("role", role)
                .put("content", Objects.requireNonNull(content, "content"));
        return new ChatRequest(changed);
    }

    private static JsonNode tree(String name, String schema) {
        try {
            return JSON.readTree(schema);
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException("The JSON Schema '" + name + "' is not JSON", notJson);
        }
    }
}
