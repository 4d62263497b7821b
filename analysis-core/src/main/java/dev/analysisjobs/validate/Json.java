package dev.analysisjobs.validate;

import dev.analysisjobs.model.SafeText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Read JSON strictly: one document, nothing after it, no key twice. */
final class Json {
    // Limits of its own, so that an application that changes Jackson's defaults does not change what is complete.
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Presence.DEPTH_LIMIT)
                            .maxStringLength(SafeText.PAYLOAD_LIMIT)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static JsonNode parse(String text) {
        JsonNode node;
        try {
            node = STRICT.readTree(text);
        } catch (JacksonException fault) {
            throw new IllegalArgumentException("It is not well-formed JSON: " + fault.getMessage(), fault);
        }
        if (node.isMissingNode()) {
            throw new IllegalArgumentException("It is not well-formed JSON: it is empty");
        }
        return node;
    }

    /** Return where in the document a decoder of Jackson stopped, as a JSON Pointer; empty when it does not say. */
    static String pathOf(Throwable thrown) {
        StringBuilder path = new StringBuilder();
        if (thrown instanceof JacksonException fault) {
            for (JacksonException.Reference reference : fault.getPath()) {
                String name = reference.getPropertyName();
                path.append(Pointers.step(name != null ? name : String.valueOf(reference.getIndex())));
            }
        }
        return path.toString();
    }
}
