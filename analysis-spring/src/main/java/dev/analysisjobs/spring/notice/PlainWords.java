package dev.analysisjobs.spring.notice;

import dev.analysisjobs.model.SafeText;
import org.jspecify.annotations.Nullable;

/** Makes texts of others harmless in a line of a mail: no line ends, no control or direction characters, bounded. */
final class PlainWords {
    private PlainWords() {}

    static String line(@Nullable String text, int limit) {
        StringBuilder made = new StringBuilder();
        SafeText.clip(text, limit)
                .codePoints()
                .map(character -> isHarmless(character) ? character : ' ')
                .forEach(made::appendCodePoint);
        return made.toString().strip();
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
