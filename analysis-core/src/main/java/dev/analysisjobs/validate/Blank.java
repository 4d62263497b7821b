package dev.analysisjobs.validate;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Know which characters show nothing: white space, controls, and what Unicode draws without ink. */
final class Blank {
    // Letters, marks and symbols by category, yet without ink: fillers, invisible vowels, the empty braille cell.
    private static final Set<Integer> INKLESS = Set.of(
            0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2800, 0x3164, 0xFFA0);

    private Blank() {}

    static boolean isBlank(String text) {
        return text.codePoints().allMatch(Blank::isBlank);
    }

    /** Return the text without blank characters at its ends. */
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && isBlank(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    /** Return how a text without its blank ends is too short, or null when it is not. */
    static @Nullable String tooShort(String text, int least) {
        String core = strip(text);
        int length = core.codePointCount(0, core.length());
        return length >= least ? null : "has " + length + " characters, at least " + least + " are wanted";
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || isVariationSelector(c)
                || INKLESS.contains(c);
    }

    private static boolean isVariationSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    }
}
