package dev.analysisjobs.examples.persona.ai;

import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.dedup.Finished;
import dev.analysisjobs.examples.persona.sheets.Sheet;
import dev.analysisjobs.examples.persona.sheets.Trait;
import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.port.Codec;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.validate.ResultRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/** Describe the analysis to the library: what goes in, what comes out, when it is complete, how patient to be. */
public final class PersonaType {
    /** The type's name, as in the table {@code analysis_jobs}. */
    public static final String NAME = "persona-profile";

    /** Changes with the prompt and the schema. */
    private static final String VERSION = "1";

    private static final Duration REUSE = Duration.ofDays(30);

    private PersonaType() {}

    /**
     * Return the type.
     *
     * @param model part of the version: profiles of different models never stand in for each other
     */
    public static AnalysisType<Sheet, Profile> of(String model, Pace pace) {
        Codec<Sheet> input = Codecs.json(Sheet.class);
        Codec<Profile> output = Codecs.json(Profile.class);
        return AnalysisType.builder(NAME, VERSION + " " + model, input, output)
                .rules(rules(input, output))
                .timeLimit(pace.attempt())
                .maxAttempts(pace.attempts())
                .backoff(new Backoff(pace.firstWait(), 2, pace.longestWait()))
                .callTries(2, pace.firstWait())
                .maxPutBackDelay(pace.longestWait())
                .maxAge(Duration.ofHours(2))
                .finished(Finished.reuseIfComplete(REUSE))
                .build();
    }

    static ResultRules rules(Codec<Sheet> input, Codec<Profile> output) {
        return ResultRules.builder()
                .maxBytes(64 * 1024)
                .schema(schema())
                .required("/headline", "/summary", "/strengths/0", "/growth/0")
                .required("/traits/0/text", "/traits/1/text", "/traits/2/text", "/traits/3/text", "/traits/4/text")
                .minLength("/summary", 20)
                .parts("/traits", "trait", answer -> Set.copyOf(Trait.words()))
                .rule("scores", new SameScores(input))
                .rule("texts", new StorableTexts())
                .decodes(output::decode)
                .build();
    }

    /** Return the profile's JSON Schema: what the model is asked to keep, and what its answer is held against. */
    static String schema() {
        try (InputStream in = PersonaType.class.getResourceAsStream("profile.schema.json")) {
            return new String(Objects.requireNonNull(in, "profile.schema.json").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
