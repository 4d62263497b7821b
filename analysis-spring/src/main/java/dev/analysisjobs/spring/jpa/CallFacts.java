package dev.analysisjobs.spring.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/**
 * Read what a provider told about an attempt's calls; null where it told nothing.
 *
 * @since 0.1
 */
@Embeddable
public class CallFacts {
    @Column(name = "request_id", insertable = false, updatable = false)
    private @Nullable String requestId;

    @Column(name = "http_status", insertable = false, updatable = false)
    private @Nullable Integer httpStatus;

    @Column(name = "finish_reason", insertable = false, updatable = false)
    private @Nullable String finishReason;

    @Column(name = "tokens_in", insertable = false, updatable = false)
    private @Nullable Long tokensIn;

    @Column(name = "tokens_out", insertable = false, updatable = false)
    private @Nullable Long tokensOut;

    @Column(name = "calls", insertable = false, updatable = false)
    private int calls;

    /** For the persistence provider. */
    protected CallFacts() {}

    /** Return the provider's id of the request. */
    public @Nullable String getRequestId() {
        return requestId;
    }

    /** Return the HTTP status. */
    public @Nullable Integer getHttpStatus() {
        return httpStatus;
    }

    /** Return the finish reason. */
    public @Nullable String getFinishReason() {
        return finishReason;
    }

    /** Return the tokens of the request. */
    public @Nullable Long getTokensIn() {
        return tokensIn;
    }

    /** Return the tokens of the answer. */
    public @Nullable Long getTokensOut() {
        return tokensOut;
    }

    /** Return how many calls the attempt made. */
    public int getCalls() {
        return calls;
    }
}
