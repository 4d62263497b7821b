package dev.analysisjobs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureCodeTest {

    @ParameterizedTest
    @ValueSource(strings = {"A", "FROM_A_NEWER_NODE", "X2", "A234567890123456789012345678901234567890"})
    void aCodeOfANewerNodeCanBeRead(String name) {
        assertThat(new FailureCode(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "lower", "2X", "_X", "A B", "Ä", "A2345678901234567890123456789012345678901"})
    void anotherFormIsRefusedByName(String name) {
        assertThatThrownBy(() -> new FailureCode(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Failure code '" + name + "' is not 1 to 40 upper-case letters, digits and underscores");
    }

    @Test
    void everyKnownCodeIsNamedAsItsConstant() {
        assertThat(Stream.of(FailureCode.class.getDeclaredFields())
                        .filter(field -> Modifier.isPublic(field.getModifiers()))
                        .toList())
                .hasSizeGreaterThan(20)
                .allSatisfy(field -> assertThat(field.get(null)).hasToString(field.getName()));
    }

    @Test
    void aFailureAlwaysHasAMessageThatCanBeStored() {
        assertThat(new Failure(FailureCode.UNKNOWN, null).message()).isEqualTo("no message was given");
        assertThat(new Failure(FailureCode.UNKNOWN, "\0").message()).isEqualTo("\uFFFD");
        assertThat(new Failure(FailureCode.UNKNOWN, "x".repeat(3_000)).message())
                .hasSize(SafeText.MESSAGE_LIMIT);
    }
}
