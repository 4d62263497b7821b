package dev.analysisjobs.validate;

import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.Violation;
import java.util.List;

/** Run a rule so that nothing it does can pass for keeping it. */
record NamedRule(String name, ResultRule rule) {

    List<Violation> check(Output output) {
        try {
            List<Violation> violations = rule.check(output);
            return violations == null ? failed("it returned null") : List.copyOf(violations);
        } catch (Throwable thrown) {
            return failed(SafeText.describe(thrown));
        }
    }

    private List<Violation> failed(String why) {
        return List.of(new Violation("", "The rule '" + name + "' itself failed: " + why));
    }
}
