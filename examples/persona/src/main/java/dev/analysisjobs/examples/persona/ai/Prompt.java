package dev.analysisjobs.examples.persona.ai;

import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.examples.persona.sheets.Scoring;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.FailureCode;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Write the request body. A repeat is never the same request again: it says what was wrong, or gives more room. */
final class Prompt {
    private static final int MAX_TOKENS = 1_500;
    private static final String TASK = """
            You write personality profiles for adults from the scores of a Big Five questionnaire. Each score lies between \
            1 and 6. Write to the person about the person: friendly, concrete, without diagnoses. Answer with JSON alone, in \
            the given schema: a headline, a summary of two or three sentences, one text on each of the five traits with its \
            score and level copied from the question, two to four strengths and two to four hints for growth.""";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNode SCHEMA = JSON.readTree(PersonaType.schema());

    private final String model;

    Prompt(String model) {
        this.model = model;
    }

    String text(Scoring.Scores scores, AttemptContext context) {
        ObjectNode body = JSON.createObjectNode().put("model", model);
        body.put("user", context.subject());
        ArrayNode messages = body.putArray("messages");
        say(messages, "system", TASK);
        say(messages, "user", JSON.writeValueAsString(scores));
        Attempt previous = context.previous().orElse(null);
        if (previous != null && !previous.violations().isEmpty()) {
            say(messages, "user", whatWasWrong(previous));
        }
        body.put("max_tokens", maxTokens(previous, context.attempt()));
        ObjectNode format = body.putObject("response_format").put("type", "json_schema");
        format.putObject("json_schema")
                .put("name", "persona_profile")
                .put("strict", true)
                .set("schema", SCHEMA);
        return body.toString();
    }

    /** An answer that was cut is asked for with more room each time. */
    private static int maxTokens(@Nullable Attempt previous, int attempt) {
        boolean cut = previous != null && previous.failure().code().equals(FailureCode.TRUNCATED);
        return cut ? MAX_TOKENS * attempt : MAX_TOKENS;
    }

    private static String whatWasWrong(Attempt previous) {
        return "Your last answer was not accepted. Answer again, in full, and mend this:\n"
                + previous.violations().stream().map(fault -> "- " + fault).collect(Collectors.joining("\n"));
    }

    private static void say(ArrayNode messages, String role, String content) {
        messages.addObject().put("role", role).put("content", content);
    }
}
