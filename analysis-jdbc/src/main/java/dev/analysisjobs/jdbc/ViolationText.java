package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps violations as text that people read too: one JSON object per line, {@code {"path":"/a","message":"is blank"}}. */
final class ViolationText {
    private static final String STRING = "\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"";
    private static final Pattern LINE = Pattern.compile("\\{\"path\":" + STRING + ",\"message\":" + STRING + "}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(.))");

    private ViolationText() {}

    static @Nullable String encode(List<Violation> violations) {
        return violations.isEmpty()
                ? null
                : violations.stream().map(ViolationText::line).collect(Collectors.joining("\n"));
    }

    /** Reads what {@link #encode} wrote; a line in another form is shown whole, as a message. */
    static List<Violation> decode(@Nullable String text) {
        List<Violation> violations = new ArrayList<>();
        if (text != null) {
            for (String line : text.split("\n", -1)) {
                Matcher parts = LINE.matcher(line);
                violations.add(
                        parts.matches()
                                ? new Violation(plain(parts.group(1)), plain(parts.group(2)))
                                : new Violation("", line));
            }
        }
        return violations;
    }

    private static String line(Violation violation) {
        return "{\"path\":\"" + escaped(violation.path()) + "\",\"message\":\"" + escaped(violation.message()) + "\"}";
    }

    private static String escaped(String text) {
        StringBuilder made = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                made.append('\\').append(c);
            } else if (c < ' ' || c == '\u007f' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
                made.append(String.format("\\u%04x", (int) c));
            } else {
                made.append(c);
            }
        }
        return made.toString();
    }

    private static String plain(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> {
            String code = escape.group(1);
            return Matcher.quoteReplacement(
                    code == null ? escape.group(2) : String.valueOf((char) Integer.parseInt(code, 16)));
        });
    }
}
