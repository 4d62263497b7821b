package dev.analysisjobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    private static final int ROUNDS = 5_000;

    private final Random random = new Random(20250927);

    @Test
    void aTextIsStorableExactlyWhenItSurvivesUtf8AndHasNoNul() {
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String text = randomText(random.nextInt(40));
            boolean survives = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
            boolean storable = survives && text.indexOf(0) < 0;
            assertThat(SafeText.fault(text, Long.MAX_VALUE).isEmpty()).isEqualTo(storable);
            refused += storable ? 0 : 1;
        }
        assertThat(refused).as("both kinds were met").isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }

    @Test
    void theLimitCountsBytesOfUtf8Exactly() {
        for (int i = 0; i < ROUNDS; i++) {
            String text = storable(randomText(random.nextInt(40)));
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            assertThat(SafeText.fault(text, bytes)).isEmpty();
            if (bytes > 0) {
                assertThat(SafeText.fault(text, bytes - 1))
                        .contains("has " + bytes + " bytes in UTF-8, the limit is " + (bytes - 1));
            }
        }
    }

    @Test
    void clippedTextIsStorableBoundedAndUnchangedWhereItWasFine() {
        for (int i = 0; i < ROUNDS; i++) {
            String text = randomText(random.nextInt(40));
            int limit = 1 + random.nextInt(50);
            String clipped = SafeText.clip(text, limit);
            assertThat(SafeText.fault(clipped, Long.MAX_VALUE)).isEmpty();
            assertThat(clipped.length()).isLessThanOrEqualTo(limit);
            if (text.length() <= limit && SafeText.fault(text, Long.MAX_VALUE).isEmpty()) {
                assertThat(clipped).isEqualTo(text);
            }
            if (text.length() > limit) {
                assertThat(clipped).endsWith("…");
            }
        }
    }

    @Test
    void aCutNeverSplitsASurrogatePair() {
        String faces = "😀".repeat(100);
        for (int limit = 1; limit < 100; limit++) {
            assertThat(SafeText.clip(faces, limit)).doesNotContain("\uFFFD").matches("(😀)*…");
        }
    }

    @Test
    void whatCannotBeStoredIsToldByItsIndex() {
        assertThat(SafeText.fault("ab\0", 100)).contains("contains U+0000 at index 2");
        assertThat(SafeText.fault("😀\uD83D", 100)).contains("contains a lone surrogate at index 2");
        assertThat(SafeText.fault("\uDE00\uD83D", 100)).contains("contains a lone surrogate at index 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void aBlankMessageBecomesAPlaceholder(String text) {
        assertThat(SafeText.message(text)).isEqualTo("no message was given");
        assertThat(SafeText.message(null)).isEqualTo("no message was given");
    }

    @Test
    void aHugeMessageIsCutToTheLimit() {
        assertThat(SafeText.message("x".repeat(100_000_000)))
                .hasSize(SafeText.MESSAGE_LIMIT)
                .endsWith("…");
    }

    @Test
    void aThrowableIsDescribedByClassAndMessage() {
        assertThat(SafeText.describe(new IllegalStateException("no luck")))
                .isEqualTo("java.lang.IllegalStateException: no luck");
        assertThat(SafeText.describe(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
        assertThat(SafeText.describe(new IllegalStateException("a\0b\uD800"))).endsWith(": a\uFFFDb\uFFFD");
    }

    private String storable(String text) {
        return SafeText.clip(text, Integer.MAX_VALUE);
    }

    /** Return chars over all code points, with NUL and lone surrogates now and then. */
    private String randomText(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(80)) {
                case 0 -> text.append('\0');
                case 1 -> text.append((char) (Character.MIN_SURROGATE + random.nextInt(0x800)));
                default -> text.appendCodePoint(codePoint());
            }
        }
        return text.toString();
    }

    private int codePoint() {
        int c = 1 + random.nextInt(Character.MAX_CODE_POINT);
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 'x' : c;
    }
}
