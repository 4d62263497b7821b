package dev.analysisjobs.port;

import java.util.Objects;

/** Store a text as it is. */
enum TextCodec implements Codec<String> {
    INSTANCE;

    @Override
    public String encode(String value) {
        return Objects.requireNonNull(value, "value");
    }

    @Override
    public String decode(String text) {
        return Objects.requireNonNull(text, "text");
    }

    @Override
    public boolean isJson() {
        return false;
    }
}
