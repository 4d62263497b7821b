package dev.analysisjobs.port;

import tools.jackson.databind.ObjectMapper;

/**
 * Make the usual codecs.
 *
 * @since 0.1
 */
public final class Codecs {
    private Codecs() {}

    /** Return the codec of plain text: the text itself. */
    public static Codec<String> text() {
        return TextCodec.INSTANCE;
    }

    /**
     * Return a JSON codec with a mapper of its own: unknown properties are ignored, so that nodes of the next version can run
     * beside this one.
     *
     * @param type the value's class, such as a record
     * @throws IllegalStateException when Jackson is missing
     * @see #json(Class, ObjectMapper)
     */
    public static <T> Codec<T> json(Class<T> type) {
        try {
            return JsonCodec.of(type);
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "A JSON codec needs Jackson 3: add the Maven dependency tools.jackson.core:jackson-databind", missing);
        }
    }

    /**
     * Return a JSON codec with the application's mapper. Reading is strict whatever the mapper says: one document, no text
     * after it, no key twice, and never null. Writing refuses what could not be read back: JSON over 16 MiB in UTF-8, or beyond
     * the mapper's own read limits such as its deepest nesting.
     *
     * @param type the value's class, such as a record
     * @param mapper a mapper of JSON; its read limits hold
     * @throws IllegalArgumentException when the mapper is not one of JSON
     */
    public static <T> Codec<T> json(Class<T> type, ObjectMapper mapper) {
        return JsonCodec.of(type, mapper);
    }
}
