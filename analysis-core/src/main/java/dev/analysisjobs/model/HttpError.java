package dev.analysisjobs.model;

import org.jspecify.annotations.Nullable;

/**
 * Hold what a provider's HTTP answer says about a failure, as it came. Immutable.
 *
 * @param status the HTTP status; 200 when the error stands in the body of a success
 * @param type the error's type (OpenAI, Anthropic) or status word (Gemini)
 * @param code the error's code; a number as its digits
 * @param message the provider's words, for people only: nothing is decided by them
 * @param retryAfterMs the {@code retry-after-ms} header
 * @param retryAfter the {@code Retry-After} header
 * @since 0.1
 */
public record HttpError(
        int status,
        @Nullable String type,
        @Nullable String code,
        @Nullable String message,
        @Nullable String retryAfterMs,
        @Nullable String retryAfter) {

    /** Return an error of which only the status is known. */
    public static HttpError ofStatus(int status) {
        return new HttpError(status, null, null, null, null, null);
    }

    /** Return the same error with what its body says. */
    public HttpError withBody(
            @Nullable String errorType,
            @Nullable String errorCode,
            @Nullable String errorMessage) {
        return new HttpError(status, errorType, errorCode, errorMessage, retryAfterMs, retryAfter);
    }

    /** Return the same error with what its headers say. */
    public HttpError withHeaders(@Nullable String millisHeader, @Nullable String retryAfterHeader) {
        return new HttpError(status, type, code, message, millisHeader, retryAfterHeader);
    }

    /** Return status, code and the provider's words as one line for people. */
    String describe() {
        StringBuilder line = new StringBuilder("HTTP ").append(status);
        String word = code == null || code.isBlank() ? type : code;
        if (word != null && !word.isBlank()) {
            line.append(' ').append(SafeText.clip(word.strip(), 100));
        }
        if (message != null && !message.isBlank()) {
            line.append(": ").append(SafeText.clip(message.strip(), 1_000));
        }
        return line.toString();
    }
}
