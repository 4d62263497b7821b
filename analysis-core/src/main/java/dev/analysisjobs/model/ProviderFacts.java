package dev.analysisjobs.model;

import org.jspecify.annotations.Nullable;

/**
 * Keep what a provider told about its call, for diagnosis and cost. Every part may be unknown.
 *
 * @param requestId the provider's id of the request
 * @param httpStatus the HTTP status
 * @param finishReason the provider's own word for why the output ended
 * @param tokensIn tokens of the prompt
 * @param tokensOut tokens of the answer
 * @param calls how often the analyser was called in this attempt, in-call retries included
 * @since 0.1
 */
public record ProviderFacts(
        @Nullable String requestId,
        @Nullable Integer httpStatus,
        @Nullable String finishReason,
        @Nullable Long tokensIn,
        @Nullable Long tokensOut,
        int calls) {
    /** The most characters that a text of the provider keeps. */
    public static final int TEXT_LIMIT = 200;

    private static final ProviderFacts NONE = new ProviderFacts(null, null, null, null, null, 0);

    public ProviderFacts {
        requestId = requestId == null ? null : SafeText.clip(requestId, TEXT_LIMIT);
        finishReason = finishReason == null ? null : SafeText.clip(finishReason, TEXT_LIMIT);
    }

    /** Return facts of which nothing is known. */
    public static ProviderFacts none() {
        return NONE;
    }

    public ProviderFacts withRequestId(@Nullable String id) {
        return new ProviderFacts(id, httpStatus, finishReason, tokensIn, tokensOut, calls);
    }

    public ProviderFacts withHttpStatus(int status) {
        return new ProviderFacts(requestId, status, finishReason, tokensIn, tokensOut, calls);
    }

    public ProviderFacts withFinishReason(@Nullable String reason) {
        return new ProviderFacts(requestId, httpStatus, reason, tokensIn, tokensOut, calls);
    }

    public ProviderFacts withTokens(@Nullable Long in, @Nullable Long out) {
        return new ProviderFacts(requestId, httpStatus, finishReason, in, out, calls);
    }

    public ProviderFacts withCalls(int count) {
        return new ProviderFacts(requestId, httpStatus, finishReason, tokensIn, tokensOut, count);
    }
}
