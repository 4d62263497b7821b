package dev.analysisjobs.examples.persona.ai;

import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.Violation;
import dev.analysisjobs.validate.Output;
import dev.analysisjobs.validate.ResultRule;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * No text in a profile has a character that a database or a browser chokes on. JSON can hide one behind an escape, where the
 * library, which stores the JSON as it came, does not see it.
 */
final class StorableTexts implements ResultRule {

    @Override
    public List<Violation> check(Output output) {
        List<Violation> violations = new ArrayList<>();
        check("", output.json(), violations);
        return violations;
    }

    private static void check(String path, JsonNode node, List<Violation> violations) {
        if (node.isString()) {
            SafeText.fault(node.stringValue(), Long.MAX_VALUE)
                    .ifPresent(fault -> violations.add(new Violation(path, fault)));
        }
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            check(path + "/" + i, node.get(i), violations);
        }
        node.properties().forEach(field -> check(path + "/" + field.getKey(), field.getValue(), violations));
    }
}
