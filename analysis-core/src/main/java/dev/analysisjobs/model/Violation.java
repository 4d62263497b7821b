package dev.analysisjobs.model;

import java.util.Objects;

/**
 * Say where an output breaks a rule.
 *
 * @param path a JSON Pointer (RFC 6901) into the output; empty for the output as a whole
 * @param message what is wrong, for people and for the model that is asked again
 * @since 0.1
 */
public record Violation(String path, String message) {
    /** The most characters that a path or a message keeps. */
    public static final int LIMIT = 500;

    public Violation {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(message, "message");
        path = SafeText.clip(path, LIMIT);
        message = SafeText.clip(message, LIMIT);
    }

    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
