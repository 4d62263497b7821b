package dev.analysisjobs.model;

import java.util.Objects;

/**
 * Say why something failed: a stable code and a message that people can read.
 *
 * @param code the stable code
 * @param message what happened, cut to {@link SafeText#MESSAGE_LIMIT} characters and made storable; never blank
 * @since 0.1
 */
public record Failure(FailureCode code, String message) {
    public Failure {
        Objects.requireNonNull(code, "code");
        message = SafeText.message(message);
    }

    @Override
    public String toString() {
        return code + ": " + message;
    }
}
