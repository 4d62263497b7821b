package dev.analysisjobs.validate;

import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.Violation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Check the one rule that is always on: the output is there and can be stored and read back. Needs no library.
 *
 * @param maxBytes the most bytes in UTF-8
 * @param maxDepth the deepest nesting of an output that looks like JSON
 */
record Presence(int maxBytes, int maxDepth) {
    static final int DEFAULT_BYTES = 1024 * 1024;
    /** Jackson reads nothing deeper by default. */
    static final int DEFAULT_DEPTH = 500;
    /** Far from the end of any stack, for rules and readers that recurse. */
    static final int DEPTH_LIMIT = 1_000;

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9A-Fa-f]{4})|[bfnrt])");

    /** Return why the output is not there or cannot be stored, or null when it is and can. */
    Outcome.@Nullable Failed failure(@Nullable String output) {
        String nothing = nothing(output);
        if (output == null || nothing != null) {
            return new Outcome.Empty("The output is " + nothing, output);
        }
        String fault = SafeText.fault(output, maxBytes).orElse(null);
        if (fault == null) {
            fault = tooDeep(output);
        }
        return fault == null ? null : new Outcome.Invalid(List.of(new Violation("", "The output " + fault)), output);
    }

    private static @Nullable String nothing(@Nullable String output) {
        if (output == null) {
            return "null";
        }
        String core = Blank.strip(output);
        if (core.isEmpty()) {
            return "blank";
        }
        if (core.equals("null")) {
            return "JSON null";
        }
        if (core.length() < 2 || core.charAt(0) != '"' || core.charAt(core.length() - 1) != '"') {
            return null;
        }
        String inner = Blank.strip(unescaped(core.substring(1, core.length() - 1)));
        return inner.isEmpty() ? "a blank JSON string" : inner.equals("null") ? "the JSON string \"null\"" : null;
    }

    /** Return the text with the escapes resolved that may stand for blank characters; a backslash left over is not blank. */
    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(found -> found.group(1) == null
                        ? " "
                        : Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    private @Nullable String tooDeep(String text) {
        char first = Blank.strip(text).charAt(0);
        if (first != '{' && first != '[') {
            return null;
        }
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString && c == '\\') {
                i++;
            } else if (c == '"') {
                inString = !inString;
            } else if (!inString && (c == '{' || c == '[') && ++depth > maxDepth) {
                return "is nested deeper than " + maxDepth + " levels, at index " + i;
            } else if (!inString && (c == '}' || c == ']')) {
                depth--;
            }
        }
        return null;
    }
}
