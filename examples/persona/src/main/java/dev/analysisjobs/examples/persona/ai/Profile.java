package dev.analysisjobs.examples.persona.ai;

import dev.analysisjobs.examples.persona.sheets.Level;
import dev.analysisjobs.examples.persona.sheets.Trait;
import java.util.List;

/**
 * A written personality profile: what a job's result holds.
 *
 * @param headline the person in a few words
 * @param summary the person in a few sentences
 * @param traits a text on each of the five traits
 * @param strengths what the person can build on
 * @param growth what the person could work on
 */
public record Profile(
        String headline, String summary, List<TraitText> traits, List<String> strengths, List<String> growth) {

    /**
     * What a profile says on one trait.
     *
     * @param trait the trait
     * @param score the score that the text is about, as computed from the sheet
     * @param level the level of that score
     * @param text the text
     */
    public record TraitText(Trait trait, double score, Level level, String text) {}
}
