package dev.analysisjobs.examples.persona.ai;

import dev.analysisjobs.Analyzer;
import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.examples.persona.sheets.Scoring;
import dev.analysisjobs.examples.persona.sheets.Sheet;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.openai.ChatReplies;
import java.io.IOException;
import java.net.http.HttpResponse;

/** Score a sheet and ask for the profile of its scores. A sheet that cannot be scored costs no call. */
public final class PersonaAnalyzer implements Analyzer<Sheet, Profile> {
    /** A sheet has too few answers to be scored. */
    public static final FailureCode MISSING_ANSWERS = new FailureCode("MISSING_ANSWERS");

    private final Prompt prompt;
    private final ChatClient client;

    public PersonaAnalyzer(AiEndpoint endpoint, AiCalls calls) {
        this.prompt = new Prompt(endpoint.model());
        this.client = new ChatClient(endpoint, calls);
    }

    @Override
    public Verdict<Profile> analyze(Sheet sheet, AttemptContext context) throws IOException, InterruptedException {
        Scoring scoring = Scoring.of(sheet);
        if (scoring instanceof Scoring.TooFewAnswers missing) {
            return Verdict.failed(new Outcome.BadRequest(MISSING_ANSWERS, missing.message()));
        }
        Scoring.Scores scores = (Scoring.Scores) scoring;
        HttpResponse<byte[]> reply = client.post(prompt.text(scores, context));
        return ChatReplies.read(
                reply.statusCode(), name -> reply.headers().firstValue(name).orElse(null), reply.body());
    }
}
