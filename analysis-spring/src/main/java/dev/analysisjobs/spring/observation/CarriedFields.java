package dev.analysisjobs.spring.observation;

import dev.analysisjobs.port.ContextCarrier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text of carried fields: a line {@code name=value} for each, as HTTP headers allow neither to hold a line break. */
final class CarriedFields {
    private static final String BAGGAGE = "baggage";

    private CarriedFields() {}

    /** Returns the text; null for no fields. Baggage that does not fit is left behind, the trace never is. */
    static @Nullable String write(Map<String, String> fields) {
        Map<String, String> written = new LinkedHashMap<>(fields);
        written.values().removeIf(value -> value.indexOf('\n') >= 0);
        String text = join(written);
        if (text.length() > ContextCarrier.LIMIT && written.remove(BAGGAGE) != null) {
            text = join(written);
        }
        return text.isEmpty() ? null : text;
    }

    static Map<String, String> read(@Nullable String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (text != null) {
            text.lines().forEach(line -> {
                int end = line.indexOf('=');
                if (end > 0) {
                    fields.put(line.substring(0, end), line.substring(end + 1));
                }
            });
        }
        return fields;
    }

    private static String join(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("\n"));
    }
}
