package dev.analysisjobs.examples.persona.sheets;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The third of the scale from 1 to 6 in which a score lies. */
public enum Level {
    LOW,
    MODERATE,
    HIGH;

    /** Return the level of a score. */
    public static Level of(double score) {
        return score < 8.0 / 3 ? LOW : score > 13.0 / 3 ? HIGH : MODERATE;
    }

    /** Return its word, as in profiles and prompts. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
