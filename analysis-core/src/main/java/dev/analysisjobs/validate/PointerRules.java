package dev.analysisjobs.validate;

import dev.analysisjobs.model.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Make the rules about one place of a JSON output. Apart from the builder because they need Jackson. */
final class PointerRules {
    private PointerRules() {}

    static ResultRule required(String pointer) {
        JsonPointer place = JsonPointer.compile(pointer);
        return output -> {
            JsonNode node = output.json().at(place);
            String fault = absent(node);
            if (fault == null && node.isString() && Blank.isBlank(node.stringValue())) {
                fault = "is blank";
            } else if (fault == null && node.isContainer() && node.isEmpty()) {
                fault = "is empty";
            }
            return fault == null ? List.of() : List.of(new Violation(pointer, fault));
        };
    }

    static ResultRule minLength(String pointer, int least) {
        JsonPointer place = JsonPointer.compile(pointer);
        return output -> {
            JsonNode node = output.json().at(place);
            String fault = absent(node);
            if (fault == null) {
                fault = node.isString() ? Blank.tooShort(node.stringValue(), least) : "is not a string";
            }
            return fault == null ? List.of() : List.of(new Violation(pointer, fault));
        };
    }

    static ResultRule minItems(String pointer, int least) {
        JsonPointer place = JsonPointer.compile(pointer);
        return output -> {
            JsonNode node = output.json().at(place);
            String fault = absent(node);
            if (fault == null && !node.isArray()) {
                fault = "is not an array";
            } else if (fault == null && node.size() < least) {
                fault = "has " + node.size() + " items, at least " + least + " are wanted";
            }
            return fault == null ? List.of() : List.of(new Violation(pointer, fault));
        };
    }

    static ResultRule parts(String pointer, String idField, Function<Output, Set<String>> declared) {
        JsonPointer place = JsonPointer.compile(pointer);
        return output -> {
            JsonNode array = output.json().at(place);
            Set<String> wanted = Objects.requireNonNull(declared.apply(output), "the declared parts");
            if (!array.isArray()) {
                String fault = absent(array);
                return List.of(new Violation(pointer, fault == null ? "is not an array" : fault));
            }
            List<Violation> violations = new ArrayList<>();
            Map<String, Integer> came = new HashMap<>();
            for (int i = 0; i < array.size(); i++) {
                String part = pointer + Pointers.step(String.valueOf(i));
                JsonNode id = array.get(i).path(idField);
                if (!id.isString() && !id.isNumber()) {
                    violations.add(new Violation(part + Pointers.step(idField), "names no part"));
                    continue;
                }
                String name = id.asString();
                Integer before = came.putIfAbsent(name, i);
                if (before != null) {
                    violations.add(new Violation(part, "the part '" + name + "' came already, at index " + before));
                } else if (!wanted.contains(name)) {
                    violations.add(new Violation(part, "the part '" + name + "' was not asked for"));
                }
            }
            for (String name : wanted) {
                if (!came.containsKey(name)) {
                    violations.add(new Violation(pointer, "the part '" + name + "' is missing"));
                }
            }
            return violations;
        };
    }

    private static @Nullable String absent(JsonNode node) {
        return node.isMissingNode() ? "is missing" : node.isNull() ? "is null" : null;
    }
}
