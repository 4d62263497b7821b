package dev.analysisjobs.validate;

import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.Violation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Collect a type's rules. Rules are composable: every call adds one, and all of them must hold. Paths are JSON Pointers
 * (RFC 6901); any rule with a path, and {@link #schema}, includes {@link #json}. Not thread-safe.
 *
 * @since 0.1
 */
public final class ResultRulesBuilder {
    private final List<String> faults = new ArrayList<>();
    private final Map<Library, Set<String>> needs = new EnumMap<>(Library.class);
    private final List<Planned> rules = new ArrayList<>();
    private int maxBytes = Presence.DEFAULT_BYTES;
    private int maxDepth = Presence.DEFAULT_DEPTH;
    private boolean json;

    ResultRulesBuilder() {}

    /** Limit the output's size in UTF-8: 1 byte to 16 MiB, 1 MiB by default. */
    public ResultRulesBuilder maxBytes(int bytes) {
        maxBytes = between("maxBytes", bytes, SafeText.PAYLOAD_LIMIT);
        return this;
    }

    /** Limit how deep an output that looks like JSON is nested: 1 to 1000 levels, 500 by default. */
    public ResultRulesBuilder maxDepth(int levels) {
        maxDepth = between("maxDepth", levels, Presence.DEPTH_LIMIT);
        return this;
    }

    /** Require well-formed JSON: one document, nothing after it, no key twice. When it fails, no other rule is asked. */
    public ResultRulesBuilder json() {
        json = true;
        needs.computeIfAbsent(Library.JACKSON, unused -> new LinkedHashSet<>()).add("json");
        return this;
    }

    /** Require that each place is there, is not null, and holds no blank string and no empty array or object. */
    public ResultRulesBuilder required(String... pointers) {
        for (String pointer : pointers) {
            atPointer("required", pointer, () -> PointerRules.required(pointer));
        }
        return this;
    }

    /** Require that the whole output has at least so many characters (code points), without white space at its ends. */
    public ResultRulesBuilder minLength(int least) {
        between("minLength", least, SafeText.PAYLOAD_LIMIT);
        return rule("minLength " + least, output -> {
            String fault = Blank.tooShort(output.text(), least);
            return fault == null ? List.of() : List.of(new Violation("", fault));
        });
    }

    /** Require that the string at a place has at least so many characters (code points), without white space at its ends. */
    public ResultRulesBuilder minLength(String pointer, int least) {
        between("minLength " + pointer, least, SafeText.PAYLOAD_LIMIT);
        return atPointer("minLength", pointer, () -> PointerRules.minLength(pointer, least));
    }

    /** Require that the array at a place has at least so many items. */
    public ResultRulesBuilder minItems(String pointer, int least) {
        between("minItems " + pointer, least, SafeText.PAYLOAD_LIMIT);
        return atPointer("minItems", pointer, () -> PointerRules.minItems(pointer, least));
    }

    /**
     * Require that every declared part is there exactly once, and no other: what is missing, came twice or was not asked for is
     * a violation each.
     *
     * @param arrayPointer where the array of the parts is
     * @param idField the field of each part that names it, a string or a number
     * @param declared gives the names that are wanted, for example from the input
     */
    public ResultRulesBuilder parts(String arrayPointer, String idField, Function<Output, Set<String>> declared) {
        Objects.requireNonNull(idField, "idField");
        Objects.requireNonNull(declared, "declared");
        return atPointer("parts", arrayPointer, () -> PointerRules.parts(arrayPointer, idField, declared));
    }

    /**
     * Require that the output keeps a JSON Schema: of the draft that its {@code $schema} names, or 2020-12. References must lie
     * within the schema; nothing is fetched.
     *
     * @param schemaText the schema, as JSON
     */
    public ResultRulesBuilder schema(String schemaText) {
        Objects.requireNonNull(schemaText, "schemaText");
        json = true;
        return add("schema", () -> SchemaRule.of(schemaText), Library.JACKSON, Library.JSON_SCHEMA);
    }

    /**
     * Require that the output can be decoded; the decoder throws when it cannot, and never returns null.
     *
     * @param decoder such as {@code codec::decode}
     */
    public ResultRulesBuilder decodes(Function<String, ?> decoder) {
        Objects.requireNonNull(decoder, "decoder");
        return add("decodes", () -> new DecodeRule(decoder, value -> List.of()));
    }

    /**
     * Require that the output can be decoded and that the value keeps its Bean Validation constraints. Paths are made of
     * property names: give the record's components their JSON names.
     */
    public ResultRulesBuilder decodes(Function<String, ?> decoder, Validator validator) {
        Objects.requireNonNull(decoder, "decoder");
        Objects.requireNonNull(validator, "validator");
        return add("decodes", () -> new DecodeRule(decoder, value -> Constraints.check(validator, value)));
    }

    /**
     * Require a condition of the application's own.
     *
     * @param name names it when it fails itself
     * @param holds returns whether the output is fine
     * @param message what is wrong otherwise
     */
    public ResultRulesBuilder rule(String name, Predicate<Output> holds, String message) {
        Objects.requireNonNull(holds, "holds");
        Objects.requireNonNull(message, "message");
        return rule(name, output -> holds.test(output) ? List.of() : List.of(new Violation("", message)));
    }

    /**
     * Require a rule of the application's own.
     *
     * @param name names it when it fails itself
     */
    public ResultRulesBuilder rule(String name, ResultRule rule) {
        if (name.isBlank()) {
            faults.add("rule name '" + name + "' is blank");
        }
        Objects.requireNonNull(rule, "rule");
        return add(name, () -> rule);
    }

    /**
     * Return the rules.
     *
     * @throws IllegalArgumentException naming every fault with its value and limit, and the Maven dependency of every library
     *     that is missing
     */
    public ResultRules build() {
        List<String> all = new ArrayList<>(faults);
        List<NamedRule> built = new ArrayList<>();
        needs.forEach((library, users) -> {
            if (!library.isPresent()) {
                all.add(String.join(", ", users) + (users.size() == 1 ? " needs " : " need ") + library.advice());
            }
        });
        if (needs.keySet().stream().allMatch(Library::isPresent)) {
            for (Planned rule : rules) {
                try {
                    built.add(new NamedRule(rule.name(), rule.maker().get()));
                } catch (IllegalArgumentException fault) {
                    all.add(rule.name() + ": " + fault.getMessage());
                }
            }
        }
        if (!all.isEmpty()) {
            throw new IllegalArgumentException("These result rules cannot be built: " + String.join("; ", all));
        }
        return new ResultRules(new Presence(maxBytes, maxDepth), json, built);
    }

    private ResultRulesBuilder atPointer(String kind, String pointer, Supplier<ResultRule> maker) {
        String name = kind + " '" + pointer + "'";
        if (!Pointers.isPointer(pointer)) {
            faults.add(name + " is not a JSON Pointer: it must be empty or start with '/', '~' only as ~0 or ~1");
            return this;
        }
        json = true;
        return add(name, maker, Library.JACKSON);
    }

    private ResultRulesBuilder add(String name, Supplier<ResultRule> maker, Library... libraries) {
        for (Library library : libraries) {
            needs.computeIfAbsent(library, unused -> new LinkedHashSet<>()).add(name);
        }
        rules.add(new Planned(name, maker));
        return this;
    }

    private int between(String name, int value, int most) {
        if (value < 1 || value > most) {
            faults.add(name + " is " + value + ", it must be between 1 and " + most);
        }
        return value;
    }

    /** A rule that is made by {@code build}, once it is known that its library is there. */
    private record Planned(String name, Supplier<ResultRule> maker) {}
}
