package dev.analysisjobs.examples.persona.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.examples.persona.sheets.Scoring;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PromptTest {
    private static final Scoring.Scores SCORES = (Scoring.Scores) Scoring.of(TestSheets.ann());

    @Test
    void theFirstRequestHasScoresSchemaAndModel() {
        JsonNode body = body(TestAttempt.first());

        assertThat(body.path("model").asString()).isEqualTo("some-model");
        assertThat(body.path("user").asString()).isEqualTo("ann");
        assertThat(body.at("/response_format/type").asString()).isEqualTo("json_schema");
        assertThat(body.at("/response_format/json_schema/schema/properties/traits/minItems")
                        .asInt())
                .isEqualTo(5);
        assertThat(body.path("messages").size()).isEqualTo(2);
        JsonNode first =
                JsonMapper.shared().readTree(body.at("/messages/1/content").asString());
        assertThat(first.at("/scores/0").toString())
                .isEqualTo("{\"trait\":\"agreeableness\",\"score\":4.0,\"level\":\"moderate\"}");
    }

    @Test
    void aRepeatSaysWhatWasWrong() {
        Outcome.Failed before =
                new Outcome.Invalid(List.of(new Violation("/traits", "the part 'openness' is missing")), "{}");
        JsonNode body = body(TestAttempt.after(2, before));

        assertThat(body.at("/messages/2/content").asString())
                .contains("not accepted")
                .contains("/traits: the part 'openness' is missing");
    }

    @Test
    void anAnswerThatWasCutIsAskedForWithMoreRoomEachTime() {
        Outcome.Failed cut = new Outcome.Truncated("cut", "{");
        int first = body(TestAttempt.first()).path("max_tokens").asInt();
        int second = body(TestAttempt.after(2, cut)).path("max_tokens").asInt();
        int third = body(TestAttempt.after(3, cut)).path("max_tokens").asInt();

        assertThat(second).isGreaterThan(first);
        assertThat(third).isGreaterThan(second);
    }

    private static JsonNode body(TestAttempt attempt) {
        return JsonMapper.shared().readTree(new Prompt("some-model").text(SCORES, attempt));
    }
}
