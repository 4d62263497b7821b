package dev.analysisjobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FinishReasonTest {

    @ParameterizedTest
    @ValueSource(strings = {"stop", "STOP", "end_turn", "stop_sequence", "completed", "COMPLETE", " stop "})
    void aCleanStopIsNoFailure(String word) {
        assertThat(FinishReason.ofWord(word)).isEqualTo(FinishReason.CLEAN);
        assertThat(FinishReason.failureOf(word, "out")).isNull();
    }

    @Test
    void noWordIsACleanStop() {
        assertThat(FinishReason.failureOf(null, "out")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "length, TRUNCATED, TRUNCATED",
        "max_tokens, TRUNCATED, TRUNCATED",
        "MAX_TOKENS, TRUNCATED, TRUNCATED",
        "incomplete, TRUNCATED, TRUNCATED",
        "model_context_window_exceeded, TRUNCATED, TRUNCATED",
        "refusal, REFUSED, REFUSED",
        "content_filter, FILTERED, CONTENT_FILTERED",
        "SAFETY, FILTERED, CONTENT_FILTERED",
        "RECITATION, FILTERED, CONTENT_FILTERED",
        "tool_calls, TOOL_CALL, UNKNOWN",
        "tool_use, TOOL_CALL, UNKNOWN",
        "'', UNKNOWN, UNKNOWN",
        "stopped, UNKNOWN, UNKNOWN",
        "MALFORMED_FUNCTION_CALL, UNKNOWN, UNKNOWN"
    })
    void anyOtherWordIsAFailureOfItsKind(String word, FinishReason reason, String code) {
        assertThat(FinishReason.ofWord(word)).isEqualTo(reason);
        assertThat(FinishReason.failureOf(word, "{}"))
                .satisfies(failure -> assertThat(failure.code()).hasToString(code));
    }

    @Test
    void cutTextIsKeptForDiagnosis() {
        assertThat(FinishReason.failureOf("length", "{\"a\":1}").rejectedOutput())
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void aWordDoesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(FinishReason.ofWord("REFUSAL")).isEqualTo(FinishReason.REFUSED);
            assertThat(FinishReason.ofWord("SPII")).isEqualTo(FinishReason.FILTERED);
        } finally {
            Locale.setDefault(before);
        }
    }
}
