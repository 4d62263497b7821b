package dev.analysisjobs.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.model.DedupKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintsTest {

    /** These values stand in users' databases: a change hides every stored job from deduplication. */
    @Test
    void theFormNeverChanges() {
        assertThat(Fingerprints.ofInput("persona-profile", "1", "user-1", "{\"b\": \"\\u0041\", \"a\": 1.0}", true))
                .isEqualTo(new DedupKey(
                        "f690130783e0b3e842d4f50413152c471b5bda015238d7e430cec7b78357bbef",
                        "97a25d5afd3830a6bfd507e87bf1a5c05f72cc6cd9afc161a2f09e2d718a43bb",
                        "1cdc931d4cb301160fcd983c62b9172a760577ba93b2e52105c802d52fe12e24"));
        assertThat(Fingerprints.ofKey(
                        "persona-profile", "1", "user-1", "order-7", "{\"b\": \"\\u0041\", \"a\": 1.0}", true))
                .isEqualTo(new DedupKey(
                        "d5f9dcb5ef977eb8384e4466a6304380a5ea6e5c8aa7527149703d8434f47ef8",
                        "97a25d5afd3830a6bfd507e87bf1a5c05f72cc6cd9afc161a2f09e2d718a43bb",
                        "286d7610865b44d66d4d236903d6c66e1e126440aff98862d72641b6391419d1"));
        assertThat(Fingerprints.ofInput("type", "v", "Jürgen 😀", "plain text ", false))
                .isEqualTo(new DedupKey(
                        "4bc65c6b324c5a2fd7e8e23f17105b0e15286b99583e062593c4e1dec475928d",
                        "2086638bd60f8e719374cc9edff17a2c55b00c62bcd2c829fc414f596fd105ea",
                        "19ff7e62ce97afab87c93488f7f777b583413ebfe1b4de083e24a9dd0af46d88"));
    }

    @ParameterizedTest
    @CsvSource({"ab, c, a, bc", "a, '', '', a", "'1', '23', '12', '3'"})
    void movedFieldBoundariesNeverCollide(String left, String right, String otherLeft, String otherRight) {
        assertThat(Fingerprints.ofInput("t", left, "s", right, false).fingerprint())
                .isNotEqualTo(Fingerprints.ofInput("t", otherLeft, "s", otherRight, false)
                        .fingerprint());
        assertThat(Fingerprints.ofInput(left, "1", right, "x", false).activeKey())
                .isNotEqualTo(Fingerprints.ofInput(otherLeft, "1", otherRight, "x", false)
                        .activeKey());
    }

    @Test
    void anyOtherTypeVersionSubjectOrInputIsAnotherKey() {
        Set<String> keys = new HashSet<>();
        for (String type : List.of("a", "A")) {
            for (String version : List.of("1", "1 ")) {
                for (String subject : List.of("x", "x ", "é", "e\u0301", "E")) {
                    for (String input : List.of("i", "I", "i ", "é", "e\u0301", "")) {
                        assertThat(keys.add(Fingerprints.ofInput(type, version, subject, input, false)
                                        .activeKey()))
                                .isTrue();
                    }
                }
            }
        }
        assertThat(keys).hasSize(2 * 2 * 5 * 6);
    }

    @Test
    void theFingerprintFollowsVersionAndInputTheHashTheInputAlone() {
        DedupKey one = Fingerprints.ofInput("t", "1", "s", "input", false);
        DedupKey otherSubject = Fingerprints.ofInput("t", "1", "s2", "input", false);
        DedupKey otherVersion = Fingerprints.ofInput("t", "2", "s", "input", false);
        assertThat(otherSubject.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(otherSubject.activeKey()).isNotEqualTo(one.activeKey());
        assertThat(otherVersion.fingerprint()).isNotEqualTo(one.fingerprint());
        assertThat(otherVersion.inputHash()).isEqualTo(one.inputHash());
    }

    @Test
    void aCallersKeyNeverMeetsAnInputThatReadsTheSame() {
        DedupKey byInput = Fingerprints.ofInput("t", "1", "s", "same", false);
        DedupKey byKey = Fingerprints.ofKey("t", "1", "s", "same", "same", false);
        assertThat(byKey.fingerprint()).isNotEqualTo(byInput.fingerprint());
        assertThat(byKey.activeKey()).isNotEqualTo(byInput.activeKey());
        assertThat(byKey.inputHash()).isEqualTo(byInput.inputHash());
    }

    @Test
    void theSameCallersKeyWithAnotherInputDiffersInTheInputHashOnly() {
        DedupKey one = Fingerprints.ofKey("t", "1", "s", "k", "input", false);
        DedupKey other = Fingerprints.ofKey("t", "1", "s", "k", "other", false);
        assertThat(other.activeKey()).isEqualTo(one.activeKey());
        assertThat(other.inputHash()).isNotEqualTo(one.inputHash());
    }

    @Test
    void jsonIsComparedByValueAndTextExactly() {
        assertThat(Fingerprints.ofInput("t", "1", "s", "{\"a\":1, \"b\":2}", true))
                .isEqualTo(Fingerprints.ofInput("t", "1", "s", "{\"b\":2,\"a\":1}", true));
        assertThat(Fingerprints.ofInput("t", "1", "s", "{\"a\":1, \"b\":2}", false))
                .isNotEqualTo(Fingerprints.ofInput("t", "1", "s", "{\"b\":2,\"a\":1}", false));
    }

    @Test
    void aCallersKeyOfAnyLengthIsTakenAndABlankOneIsRefused() {
        String key = "k".repeat(10_000);
        assertThat(Fingerprints.ofKey("t", "1", "s", key, "i", false).fingerprint())
                .hasSize(64);
        assertThatThrownBy(() -> Fingerprints.ofKey("t", "1", "s", " ", "i", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The deduplication key ' ' is blank: give a key, or none to compare inputs");
    }

    @Test
    void aLoneSurrogateIsRefusedByNameBecauseItWouldBeHashedAsAQuestionMark() {
        assertThatThrownBy(() -> Fingerprints.ofInput("t", "1", "s\uD83D", "i", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The subject contains a lone surrogate");
        assertThatThrownBy(() -> Fingerprints.ofInput("t", "1", "s", "\uDE00", false))
                .hasMessage("The input contains a lone surrogate");
        assertThat(Fingerprints.ofInput("t", "1", "s", "\"\\ud83d\"", true).inputHash())
                .as("written as an escape it is kept apart")
                .isNotEqualTo(
                        Fingerprints.ofInput("t", "1", "s", "\"\\ud83e\"", true).inputHash());
    }
}
