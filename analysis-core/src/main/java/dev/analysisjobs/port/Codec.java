package dev.analysisjobs.port;

/**
 * Turn values into the text that is stored and back. Thread-safe. {@code decode(encode(v))} equals {@code v}.
 *
 * @param <T> the value
 * @since 0.1
 */
public interface Codec<T> {

    /**
     * Return the text of a value.
     *
     * @throws RuntimeException when the value has no text; the message says why
     */
    String encode(T value);

    /**
     * Return the value of a text.
     *
     * @throws RuntimeException when the text is not one of a value; the message says why
     */
    T decode(String text);

    /** Return whether the text is JSON, so that its canonical form can be compared. */
    boolean isJson();
}
