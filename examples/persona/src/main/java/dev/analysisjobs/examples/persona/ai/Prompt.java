package dev.analysisjobs.examples.persona.ai;

import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.examples.persona.sheets.Scoring;
import dev.analysisjobs.openai.ChatRequest;
import dev.analysisjobs.openai.FollowUps;
import tools.jackson.databind.json.JsonMapper;

/** Write the request body. A repeat is never the same request again: it says what was wrong, or gives more room. */
final class Prompt {
    private static final int MAX_TOKENS = 1_500;
    private static final String TASK = """
            You write personality profiles for adults from the scores of a Big Five questionnaire. Each score lies between \
            1 and 6. Write to the person about the person: friendly, concrete, without diagnoses. Answer with JSON alone, in \
            the given schema: a headline, a summary of two or three sentences, one text on each of the five traits with its \
            score and level copied from the question, two to four strengths and two to four hints for growth.""";

    private static final String SCHEMA = PersonaType.schema();

    private final String model;

    Prompt(String model) {
        this.model = model;
    }

    String text(Scoring.Scores scores, AttemptContext context) {
        return ChatRequest.to(model)
                .option("user", context.subject())
                .system(TASK)
                .user(JsonMapper.shared().writeValueAsString(scores))
                .followUp(context)
                .maxTokens(FollowUps.maxTokens(context, MAX_TOKENS))
                .json("persona_profile", SCHEMA)
                .body();
    }
}
