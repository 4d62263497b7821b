package dev.analysisjobs.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultRulesBuilderTest {

    @Test
    void everyFaultIsToldAtOnceWithItsValueAndLimit() {
        ResultRulesBuilder builder = ResultRules.builder()
                .maxBytes(0)
                .maxDepth(1_001)
                .required("name", "/a~2b", "/fine")
                .minLength(0)
                .minLength("/s", -1)
                .minItems("items", -2)
                .parts("parts", "id", output -> Set.of())
                .rule(" ", output -> true, "m")
                .schema("{\"type\":7}")
                .schema("nonsense");
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("These result rules cannot be built: ")
                .hasMessageContainingAll(
                        "maxBytes is 0, it must be between 1 and 16777216",
                        "maxDepth is 1001, it must be between 1 and 1000",
                        "required 'name' is not a JSON Pointer",
                        "required '/a~2b' is not a JSON Pointer",
                        "minLength is 0, it must be between 1 and 16777216",
                        "minLength /s is -1, it must be between 1 and 16777216",
                        "minItems items is -2, it must be between 1 and 16777216",
                        "minItems 'items' is not a JSON Pointer",
                        "parts 'parts' is not a JSON Pointer",
                        "rule name ' ' is blank",
                        "schema: It is not a valid schema of https://json-schema.org/draft/2020-12/schema: /type",
                        "schema: It is not well-formed JSON")
                .hasMessageNotContaining("fine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "/a/0/b", "//", "/~0~1", "/a b", "/é"})
    void aJsonPointerIsTaken(String pointer) {
        assertThat(ResultRules.builder().required(pointer).build().toString()).contains("required '" + pointer + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " /a", "#/a", "$.a", "/~", "/~2", "/a~"})
    void anotherPathIsRefusedByName(String pointer) {
        assertThatThrownBy(() -> ResultRules.builder().required(pointer).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("These result rules cannot be built: required '" + pointer
                        + "' is not a JSON Pointer: it must be empty or start with '/', '~' only as ~0 or ~1");
    }

    @Test
    void aLongPointerIsNoFault() {
        Judge.passes(ResultRules.builder().rule("r", output -> true, "").build(), "x");
        ResultRules rules = ResultRules.builder().required("/a".repeat(50_000)).build();
        assertThat(Judge.violations(rules, "{}")).hasSize(1);
    }

    @Test
    void rulesThatWereBuiltDoNotChangeWithTheirBuilder() {
        ResultRulesBuilder builder = ResultRules.builder().minLength(2);
        ResultRules before = builder.build();
        builder.rule("never", output -> false, "never");
        Judge.passes(before, "ab");
        assertThat(Judge.violations(builder.build(), "ab")).containsExactly("never");
    }

    @Test
    void theRulesCanBePrinted() {
        assertThat(ResultRules.presence()).hasToString("ResultRules[presence]");
        assertThat(ResultRules.builder()
                        .required("/a")
                        .schema("{}")
                        .rule("mine", o -> true, "m")
                        .build())
                .hasToString("ResultRules[presence, json, required '/a', schema, mine]");
    }
}
