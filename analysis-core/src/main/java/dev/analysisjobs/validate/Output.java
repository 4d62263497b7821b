package dev.analysisjobs.validate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Show an output to the rules. What is here is neither null nor blank, and storable.
 *
 * @since 0.1
 */
public final class Output {
    private final String text;
    private final String input;
    private @Nullable JsonNode json;

    Output(String text, String input) {
        this.text = text;
        this.input = input;
    }

    /** Return the output as it came. */
    public String text() {
        return text;
    }

    /** Return the job's encoded input. */
    public String input() {
        return input;
    }

    /**
     * Return the output as a JSON tree, parsed once for all rules; to be read only.
     *
     * @throws IllegalArgumentException when the output is not one well-formed JSON document without duplicate keys
     */
    public synchronized JsonNode json() {
        JsonNode parsed = json;
        if (parsed == null) {
            parsed = Json.parse(text);
            json = parsed;
        }
        return parsed;
    }
}
