package dev.analysisjobs.examples.boot;

import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.examples.persona.ai.PersonaAnalyzer;
import dev.analysisjobs.examples.persona.ai.Profile;
import dev.analysisjobs.examples.persona.sheets.Scoring;
import dev.analysisjobs.examples.persona.sheets.Sheet;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.openai.FollowUps;
import dev.analysisjobs.spring.AnalysisHandler;
import dev.analysisjobs.spring.ai.SpringAiAnalyzer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Has the profiles written. */
@Component
class PersonaProfiles {
    static final String TYPE = "persona-profile";

    private static final int MAX_TOKENS = 1_500;
    private static final String TASK = """
            You write personality profiles for adults from the scores of a Big Five questionnaire. Each score lies between \
            1 and 6. Answer with JSON alone: a headline, a summary of two or three sentences, one text on each of the five \
            traits with its score and level copied from the question, two to four strengths and two to four hints for growth.""";

    private final SpringAiAnalyzer<Scoring.Scores, Profile> ai;
    private final JsonMapper json;
    private final Headlines headlines;

    PersonaProfiles(ChatModel model, JsonMapper json, Headlines headlines) {
        this.ai = SpringAiAnalyzer.of(model, this::prompt);
        this.json = json;
        this.headlines = headlines;
    }

    @AnalysisHandler(TYPE)
    Verdict<Profile> write(Sheet sheet, AttemptContext attempt) throws Exception {
        Scoring scored = Scoring.of(sheet);
        if (scored instanceof Scoring.TooFewAnswers missing) {
            return Verdict.failed(new Outcome.BadRequest(PersonaAnalyzer.MISSING_ANSWERS, missing.message()));
        }
        // Committed together with the profile, or not at all.
        attempt.saveWithCompletion(profile -> headlines.save(new Headline(
                attempt.jobId(), json.readValue(profile.output(), Profile.class).headline())));
        return ai.analyze((Scoring.Scores) scored, attempt);
    }

    /** A repeat says what was wrong with the answer before it. */
    private Prompt prompt(Scoring.Scores scores, AttemptContext attempt) {
        List<Message> messages = new ArrayList<>();
        messages.add(new SystemMessage(TASK));
        messages.add(new UserMessage(json.writeValueAsString(scores)));
        FollowUps.message(attempt).map(UserMessage::new).ifPresent(messages::add);
        return new Prompt(
                messages,
                OpenAiChatOptions.builder()
                        .user(attempt.subject())
                        .maxTokens(FollowUps.maxTokens(attempt, MAX_TOKENS))
                        .build());
    }
}
