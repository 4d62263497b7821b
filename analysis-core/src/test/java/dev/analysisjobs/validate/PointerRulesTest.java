package dev.analysisjobs.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointerRulesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "{}; is missing",
                "{\"a\":{}}; is missing",
                "{\"a\":[]}; is missing",
                "{\"a\":\"b\"}; is missing",
                "[]; is missing",
                "1; is missing",
                "{\"a\":{\"b\":null}}; is null",
                "{\"a\":{\"b\":\"\"}}; is blank",
                "{\"a\":{\"b\":\" \\u200b\\n\"}}; is blank",
                "{\"a\":{\"b\":[]}}; is empty",
                "{\"a\":{\"b\":{}}}; is empty"
            })
    void aRequiredPlaceIsThereAndNotEmptyOfMeaning(String output, String fault) {
        ResultRules rules = ResultRules.builder().required("/a/b").build();
        assertThat(Judge.violations(rules, output)).containsExactly("/a/b: " + fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "0", "false", "[null]", "{\"c\":null}"})
    void anyOtherValueIsEnough(String value) {
        Judge.passes(ResultRules.builder().required("/a/b").build(), "{\"a\":{\"b\":" + value + "}}");
    }

    @Test
    void aPointerReachesArraysRootAndEscapedNames() {
        ResultRules rules = ResultRules.builder()
                .required("", "/0/a~1b", "/0/m~0n", "/0/", "/1/0")
                .build();
        Judge.passes(rules, "[{\"a/b\":1,\"m~n\":1,\"\":1},[1]]");
        assertThat(Judge.violations(rules, "[]"))
                .containsExactly(
                        "is empty",
                        "/0/a~1b: is missing",
                        "/0/m~0n: is missing",
                        "/0/: is missing",
                        "/1/0: is missing");
    }

    @Test
    void theLengthOfATextIsCountedInCharactersWithoutItsBlankEnds() {
        ResultRules rules = ResultRules.builder().minLength(3).build();
        Judge.passes(rules, "😀😀😀");
        assertThat(Judge.violations(rules, "  😀😀 \uFEFF")).containsExactly("has 2 characters, at least 3 are wanted");
    }

    @Test
    void theLengthOfAPlacesStringIsCounted() {
        ResultRules rules = ResultRules.builder().minLength("/s", 3).build();
        Judge.passes(rules, "{\"s\":\"abc\"}");
        assertThat(Judge.violations(rules, "{\"s\":\" ab \"}"))
                .containsExactly("/s: has 2 characters, at least 3 are wanted");
        assertThat(Judge.violations(rules, "{\"s\":12345}")).containsExactly("/s: is not a string");
        assertThat(Judge.violations(rules, "{\"s\":null}")).containsExactly("/s: is null");
        assertThat(Judge.violations(rules, "{}")).containsExactly("/s: is missing");
    }

    @Test
    void theItemsOfAPlacesArrayAreCounted() {
        ResultRules rules = ResultRules.builder().minItems("/a", 2).build();
        Judge.passes(rules, "{\"a\":[1,2]}");
        assertThat(Judge.violations(rules, "{\"a\":[1]}")).containsExactly("/a: has 1 items, at least 2 are wanted");
        assertThat(Judge.violations(rules, "{\"a\":{\"b\":1,\"c\":2}}")).containsExactly("/a: is not an array");
        assertThat(Judge.violations(rules, "{\"a\":null}")).containsExactly("/a: is null");
        assertThat(Judge.violations(rules, "{}")).containsExactly("/a: is missing");
    }

    /** Five parts are declared: the third failed, the fourth never came, the fifth came twice. */
    @Test
    void everyDeclaredPartIsThereExactlyOnce() {
        ResultRules rules = parts();
        Judge.passes(
                rules,
                parts(
                        "{'id':'p'}",
                        "{'id':'t'}",
                        "{'id':'i'}",
                        "{'id':'n'}",
                        "{'id':'u'}",
                        "{'id':'h'}",
                        "{'id':'e'}"));
        assertThat(Judge.violations(
                        rules,
                        parts(
                                "{'id':'p'}",
                                "{'id':'t'}",
                                "{'error':'failed'}",
                                "{'id':'h'}",
                                "{'id':'h'}",
                                "{'id':'x'}",
                                "null",
                                "7")))
                .containsExactlyInAnyOrder(
                        "/parts/2/id: names no part",
                        "/parts/4: the part 'h' came already, at index 3",
                        "/parts/5: the part 'x' was not asked for",
                        "/parts/6/id: names no part",
                        "/parts/7/id: names no part",
                        "/parts: the part 'i' is missing",
                        "/parts: the part 'n' is missing",
                        "/parts: the part 'u' is missing",
                        "/parts: the part 'e' is missing");
    }

    @Test
    void partsMayBeNumbered() {
        ResultRules rules = ResultRules.builder()
                .parts("", "no", output -> Set.of("1", "2"))
                .build();
        Judge.passes(rules, "[{\"no\":2},{\"no\":\"1\"}]");
        assertThat(Judge.violations(rules, "[{\"no\":2},{\"no\":true}]"))
                .containsExactly("/1/no: names no part", "the part '1' is missing");
    }

    @Test
    void withoutAnArrayNoPartIsThere() {
        assertThat(Judge.violations(parts(), "{}")).containsExactly("/parts: is missing");
        assertThat(Judge.violations(parts(), "{\"parts\":null}")).containsExactly("/parts: is null");
        assertThat(Judge.violations(parts(), "{\"parts\":{}}")).containsExactly("/parts: is not an array");
    }

    @Test
    void aDeclarationThatFailsIsNeverAPass() {
        ResultRules none =
                ResultRules.builder().parts("/parts", "id", output -> null).build();
        assertThat(Judge.violations(none, "{\"parts\":[]}"))
                .singleElement()
                .asString()
                .startsWith("The rule 'parts '/parts'' itself failed: ")
                .contains("the declared parts");
    }

    private static ResultRules parts() {
        return ResultRules.builder()
                .parts(
                        "/parts",
                        "id",
                        output -> output.input()
                                .chars()
                                .filter(Character::isLetter)
                                .mapToObj(Character::toString)
                                .collect(Collectors.toSet()))
                .build();
    }

    private static String parts(String... parts) {
        return ("{'parts':[" + String.join(",", parts) + "]}").replace('\'', '"');
    }
}
