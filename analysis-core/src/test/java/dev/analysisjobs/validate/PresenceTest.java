package dev.analysisjobs.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceTest {
    private final ResultRules presence = ResultRules.presence();

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "\t\r\n",
                "\u00A0\u2003\u3000",
                "\uFEFF",
                "\u200B\u200C\u200D\u2060",
                "\u00AD",
                "\u3164\u115F\u2800\u034F",
                "\uFE0F",
                "null",
                "  null \n",
                "\uFEFFnull",
                "\"null\"",
                "\"\"",
                "\" \"",
                " \" null \" ",
                "\"\\n\\t\\u0020\\u200b\"",
                "\"\\u006eull\"",
                "\"\\uFEFF\""
            })
    void nothingInAnyFormIsEmpty(String output) {
        Outcome.Failed outcome = Judge.outcome(presence, output);
        assertThat(outcome).isInstanceOf(Outcome.Empty.class);
        assertThat(outcome.message()).startsWith("The output is ");
        assertThat(outcome.rejectedOutput()).isEqualTo(output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "\"null\""})
    void nothingIsEmptyUnderAnyOtherRulesToo(String output) {
        ResultRules rules = ResultRules.builder()
                .json()
                .minLength(5)
                .rule("all is well", unused -> true, "")
                .build();
        assertThat(Judge.outcome(rules, output)).isInstanceOf(Outcome.Empty.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "0",
                "{}",
                "[]",
                "false",
                "nullable",
                "NULL and void",
                "\"a\"",
                "\"",
                "\"\\\\n\"",
                "\"\\\"\"",
                "\u200B.",
                "😀",
                "[[[ \"]]]\" {"
            })
    void anythingElseIsThere(String output) {
        Judge.passes(presence, output);
    }

    @Test
    void whatCannotBeStoredIsInvalid() {
        assertThat(Judge.violations(presence, "ab\0c")).containsExactly("The output contains U+0000 at index 2");
        assertThat(Judge.violations(presence, "ab\uD83D"))
                .containsExactly("The output contains a lone surrogate at index 2");
    }

    @Test
    void theSizeIsLimitedInBytes() {
        Judge.passes(presence, "x".repeat(1024 * 1024));
        assertThat(Judge.violations(presence, "x".repeat(1024 * 1024 + 1)))
                .containsExactly("The output has 1048577 bytes in UTF-8, the limit is 1048576");
        ResultRules small = ResultRules.builder().maxBytes(4).build();
        Judge.passes(small, "😀");
        assertThat(Judge.violations(small, "😀.")).containsExactly("The output has 5 bytes in UTF-8, the limit is 4");
        Judge.passes(ResultRules.builder().maxBytes(16 * 1024 * 1024).build(), "x".repeat(16 * 1024 * 1024));
    }

    @Test
    void jsonIsNestedNoDeeperThanItIsReadBack() {
        Judge.passes(presence, "[".repeat(500) + "]".repeat(500));
        assertThat(Judge.violations(presence, " " + "[".repeat(501) + "]".repeat(501)))
                .containsExactly("The output is nested deeper than 500 levels, at index 501");
        assertThat(Judge.violations(presence, "{\"a\":".repeat(100_000)))
                .containsExactly("The output is nested deeper than 500 levels, at index 2500");
        ResultRules shallow = ResultRules.builder().json().maxDepth(2).build();
        Judge.passes(shallow, "[[\"[[[[\\\"[[[\"],[],[]]");
        assertThat(Judge.violations(shallow, "[[1],[[2]]]"))
                .containsExactly("The output is nested deeper than 2 levels, at index 6");
        Judge.passes(ResultRules.builder().json().maxDepth(1_000).build(), "[".repeat(1_000) + "]".repeat(1_000));
    }

    @Test
    void bracketsOfPlainTextAreNoNesting() {
        Judge.passes(presence, "Text: " + "[".repeat(2_000));
    }
}
