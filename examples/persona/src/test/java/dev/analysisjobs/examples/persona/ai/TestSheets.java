package dev.analysisjobs.examples.persona.ai;

import dev.analysisjobs.examples.persona.sheets.Sheet;
import dev.analysisjobs.examples.persona.sheets.Trait;
import java.util.HashMap;
import java.util.Map;

/** Sheets for tests. */
final class TestSheets {
    private TestSheets() {}

    /** Return a whole sheet whose scores all differ. */
    static Sheet ann() {
        Map<String, Integer> answers = new HashMap<>();
        String digits = "24344" + "23344" + "33344" + "34123" + "36343";
        for (int i = 0; i < digits.length(); i++) {
            answers.put(Trait.ALL_ITEMS.get(i), digits.charAt(i) - '0');
        }
        return new Sheet("ann", answers);
    }
}
