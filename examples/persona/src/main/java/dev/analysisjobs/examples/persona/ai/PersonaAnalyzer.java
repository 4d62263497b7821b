package dev.analysisjobs.examples.persona.ai;

import dev.analysisjobs.Analyzer;
import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.examples.persona.sheets.Scoring;
import dev.analysisjobs.examples.persona.sheets.Sheet;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Outcome;
import java.io.IOException;

/** Score a sheet and ask for the profile of its scores. A sheet that cannot be scored costs no call. */
public final class PersonaAnalyzer implements Analyzer<Sheet, Profile> {
    /** A sheet has too few answers to be scored. */
    public static final FailureCode MISSING_ANSWERS = new FailureCode("MISSING_ANSWERS");

    private final Prompt prompt;
    private final ChatClient client;
    private final ReplyReader reader;

    public PersonaAnalyzer(AiEndpoint endpoint, AiCalls calls) {
        this.prompt = new Prompt(endpoint.model());
        this.client = new ChatClient(endpoint, calls);
        this.reader = new ReplyReader(endpoint.pace().longestWait());
    }

    @Override
    public Verdict<Profile> analyze(Sheet sheet, AttemptContext context) throws IOException, InterruptedException {
        Scoring scoring = Scoring.of(sheet);
        if (scoring instanceof Scoring.TooFewAnswers missing) {
            return Verdict.failed(new Outcome.BadRequest(MISSING_ANSWERS, missing.message()));
        }
        Scoring.Scores scores = (Scoring.Scores) scoring;
        return reader.read(client.post(prompt.text(scores, context)));
    }
}
