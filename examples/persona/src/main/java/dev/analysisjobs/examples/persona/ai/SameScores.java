package dev.analysisjobs.examples.persona.ai;

import dev.analysisjobs.examples.persona.sheets.Scoring;
import dev.analysisjobs.examples.persona.sheets.Scoring.Score;
import dev.analysisjobs.examples.persona.sheets.Sheet;
import dev.analysisjobs.model.Violation;
import dev.analysisjobs.port.Codec;
import dev.analysisjobs.validate.Output;
import dev.analysisjobs.validate.ResultRule;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The scores in a profile are those of the sheet: an answer that belongs to somebody else is noticed. */
final class SameScores implements ResultRule {
    private static final double ROUNDING = 0.005;

    private final Codec<Sheet> input;

    SameScores(Codec<Sheet> input) {
        this.input = input;
    }

    @Override
    public List<Violation> check(Output output) {
        if (!(Scoring.of(input.decode(output.input())) instanceof Scoring.Scores expected)) {
            return List.of(new Violation("", "the sheet cannot be scored, so there is nothing to describe"));
        }
        List<Violation> violations = new ArrayList<>();
        JsonNode traits = output.json().path("traits");
        for (int i = 0; i < traits.size(); i++) {
            for (Score score : expected.scores()) {
                JsonNode said = traits.get(i);
                if (said.path("trait").asString("").equals(score.trait().toString())) {
                    compare(score, said, "/traits/" + i, violations);
                }
            }
        }
        return violations;
    }

    private static void compare(Score score, JsonNode said, String path, List<Violation> violations) {
        if (Math.abs(said.path("score").asDouble(0) - score.score()) > ROUNDING) {
            violations.add(new Violation(path + "/score", "is not " + score.score() + ", the score of the sheet"));
        }
        if (!said.path("level").asString("").equals(score.level().toString())) {
            violations.add(new Violation(path + "/level", "is not '" + score.level() + "', the level of the sheet"));
        }
    }
}
