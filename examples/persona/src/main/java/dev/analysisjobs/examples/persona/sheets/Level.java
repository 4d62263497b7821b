package dev.analysisjobs.examples.persona.sheets;

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

    /** Return its word, as in profiles and prompts: what Jackson reads and writes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
