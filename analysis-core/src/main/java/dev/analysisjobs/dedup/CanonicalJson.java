package dev.analysisjobs.dedup;

import dev.analysisjobs.model.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Write JSON in the one form that is hashed: no space, keys sorted by code point, strings with the fewest escapes, numbers as
 * they were written. Apart from {@link Fingerprints} because it needs Jackson.
 */
final class CanonicalJson {
    /** The deepest nesting that is read: twice Jackson's default, far from the end of any stack. */
    static final int MAX_DEPTH = 1_000;

    /** Not the order of {@code String}, which sorts surrogate pairs before U+E000. */
    private static final Comparator<String> BY_CODE_POINT = CanonicalJson::compare;

    // Numbers and names are copied, never converted, so their length needs no limit beside the input's own.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** A JSON string; a bare {@code String} in the tree is a literal, copied as written. */
    private record Text(String value) {}

    private CanonicalJson() {}

    static String of(String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("The JSON input is empty");
            }
            Object tree = read(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("The JSON input has more text after its end, at "
                        + parser.currentTokenLocation().offsetDescription());
            }
            StringBuilder out = new StringBuilder(json.length());
            write(tree, out);
            return out.toString();
        } catch (JacksonException fault) {
            throw new IllegalArgumentException("The JSON input cannot be read: " + fault.getMessage(), fault);
        }
    }

    // The whole tree is read before anything is written, so that no level copies the text of the levels below it.
    private static Object read(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> new Text(parser.getString());
            default -> parser.getString();
        };
    }

    private static List<Object> readArray(JsonParser parser) {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(parser));
        }
        return items;
    }

    private static Map<String, Object> readObject(JsonParser parser) {
        Map<String, Object> members = new TreeMap<>(BY_CODE_POINT);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (members.put(name, read(parser)) != null) {
                throw new IllegalArgumentException(
                        "The JSON input has the key '" + SafeText.clip(name, 100) + "' twice in one object");
            }
        }
        return members;
    }

    private static void write(Object node, StringBuilder out) {
        if (node instanceof Text text) {
            writeString(text.value(), out);
        } else if (node instanceof List<?> items) {
            String before = "[";
            for (Object item : items) {
                out.append(before);
                write(item, out);
                before = ",";
            }
            out.append(items.isEmpty() ? "[]" : "]");
        } else if (node instanceof Map<?, ?> members) {
            String before = "{";
            for (Map.Entry<?, ?> member : members.entrySet()) {
                out.append(before);
                writeString((String) member.getKey(), out);
                write(member.getValue(), out.append(':'));
                before = ",";
            }
            out.append(members.isEmpty() ? "{}" : "}");
        } else {
            out.append((String) node);
        }
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else if (c < ' ' || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static int compare(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // At the first difference only surrogates sort other than their code points do: they belong last.
                boolean surrogates = Character.isSurrogate(a) == Character.isSurrogate(b);
                return surrogates ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
