package dev.analysisjobs.examples.persona.sheets;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One person's answers: what a job gets as its input.
 *
 * @param person who filled it in
 * @param answers from 1 (very inaccurate) to 6 (very accurate), by item; an item that was left empty is not there
 */
public record Sheet(String person, Map<String, Integer> answers) {
    /** The lowest answer. */
    static final int LOWEST = 1;
    /** The highest answer. */
    static final int HIGHEST = 6;

    public Sheet {
        answers = Collections.unmodifiableMap(new TreeMap<>(answers));
        answers.forEach((item, answer) -> {
            if (!Trait.ALL_ITEMS.contains(item) || answer < LOWEST || answer > HIGHEST) {
                throw new IllegalArgumentException("Item '" + item + "' with answer " + answer + " is none of "
                        + Trait.ALL_ITEMS + " from " + LOWEST + " to " + HIGHEST);
            }
        });
    }

    /** Return the items that were left empty. */
    List<String> missing() {
        return Trait.ALL_ITEMS.stream()
                .filter(item -> !answers.containsKey(item))
                .toList();
    }
}
