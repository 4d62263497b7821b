package dev.analysisjobs.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Submission;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.Violation;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.testing.HandDrivenJobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatRequestTest {

    @Test
    void theBodyHasModelMessagesAndOptions() {
        String body = ChatRequest.to("m")
                .system("Be brief")
                .user("Who?")
                .assistant("I")
                .maxTokens(7)
                .option("temperature", 0.5)
                .option("seed", 1)
                .option("seed", null)
                .json("answer", "{\"type\": \"object\"}")
                .body();

        assertThat(body)
                .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief\"},"
                        + "{\"role\":\"user\",\"content\":\"Who?\"},{\"role\":\"assistant\",\"content\":\"I\"}],"
                        + "\"max_tokens\":7,\"temperature\":0.5,\"response_format\":{\"type\":\"json_schema\","
                        + "\"json_schema\":{\"name\":\"answer\",\"strict\":true,\"schema\":{\"type\":\"object\"}}}}");
        assertThat(ChatRequest.to("m").json().body()).contains("\"response_format\":{\"type\":\"json_object\"}");
    }

    @Test
    void aRequestIsNotChangedByTheNextOneAndDoesNotShowItsMessages() {
        ChatRequest first = ChatRequest.to("m").user("Who?");
        first.user("secret").maxTokens(3).json();

        assertThat(first.body()).isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Who?\"}]}");
        assertThat(first).hasToString("ChatRequest[model=m, messages=1]");
    }

    @Test
    void aSchemaThatIsNotJsonIsRefusedByName() {
        assertThatThrownBy(() -> ChatRequest.to("m").json("answer", "{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'answer'");
    }

    @Test
    void aRepeatSaysWhatWasWrongAndGivesMoreRoomToWhatWasCut() throws Exception {
        List<JsonNode> asked = asked(
                new Outcome.Invalid(List.of(new Violation("/name", "is missing")), "{}"),
                new Outcome.Transport("reset"),
                new Outcome.Truncated("cut", "{"));

        assertThat(asked).extracting(body -> body.path("messages").size()).containsExactly(1, 2, 1, 2);
        assertThat(asked.get(1).at("/messages/1/content").asString())
                .contains("not accepted")
                .contains("- /name: is missing");
        assertThat(asked.get(3).at("/messages/1/content").asString()).contains("cut off");
        assertThat(asked).extracting(body -> body.path("max_tokens").asInt()).containsExactly(10, 10, 10, 40);
    }

    /** Returns what the attempts of a job ask, which end as given. */
    private static List<JsonNode> asked(Outcome.Failed... ends) throws InterruptedException {
        List<JsonNode> asked = new ArrayList<>();
        AnalysisType<String, String> type = AnalysisType.builder("t", "1", Codecs.text(), Codecs.text())
                .maxAttempts(ends.length + 1)
                .maxAge(Duration.ofDays(1))
                .callTries(1, AnalysisType.CALL_RETRY_WAIT)
                .build();
        try (HandDrivenJobs jobs = HandDrivenJobs.with(builder -> builder.handle(type, (input, attempt) -> {
            asked.add(JsonMapper.shared()
                    .readTree(ChatRequest.to("m")
                            .user(input)
                            .followUp(attempt)
                            .maxTokens(FollowUps.maxTokens(attempt, 10))
                            .body()));
            return asked.size() > ends.length ? Verdict.text("fine") : Verdict.failed(ends[asked.size() - 1]);
        }))) {
            jobs.jobs().submit(Submission.of(type, "s", "Who?"));
            for (int i = 0; i <= ends.length; i++) {
                jobs.steps().runDue();
                jobs.advance(Duration.ofHours(1));
            }
        }
        return asked;
    }
}
