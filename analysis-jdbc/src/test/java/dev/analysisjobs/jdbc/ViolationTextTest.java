package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViolationTextTest {

    @Test
    void violationsAreOneLineEachAsJson() {
        assertThat(ViolationText.encode(List.of(new Violation("/a", "is \"blank\""), new Violation("", "is {}"))))
                .isEqualTo("{\"path\":\"/a\",\"message\":\"is \\\"blank\\\"\"}\n{\"path\":\"\",\"message\":\"is {}\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\"},{\"path\":\"/x\",\"message\":\"",
                "back\\slash \\u0041 \\\\",
                "line\nbreak\r\n\u0085\u2028\u2029\u0000\u001F\u007F",
                "\uD83D\uDE00 \u00E9"
            })
    void everyTextIsReadBackEqual(String text) {
        List<Violation> violations = List.of(new Violation("/" + text, text), new Violation(text, "x"));

        assertThat(ViolationText.decode(ViolationText.encode(violations))).isEqualTo(violations);
    }

    @Test
    void noViolationsAreNoText() {
        assertThat(ViolationText.encode(List.of())).isNull();
        assertThat(ViolationText.decode(null)).isEmpty();
    }

    @Test
    void aLineInAnotherFormIsShownWhole() {
        assertThat(ViolationText.decode("written by hand")).containsExactly(new Violation("", "written by hand"));
    }
}
