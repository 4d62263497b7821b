package dev.analysisjobs.model;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Say in one stable word why an attempt or a job failed. An open set: a node reads codes that a newer node wrote.
 *
 * @param name upper-case letters, digits and underscores, at most 40 characters
 * @since 0.1
 */
public record FailureCode(String name) {
    private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");

    /** The output does not parse or breaks the type's rules. */
    public static final FailureCode INVALID_RESULT = new FailureCode("INVALID_RESULT");
    /** The output is null, blank or JSON null. */
    public static final FailureCode EMPTY = new FailureCode("EMPTY");
    /** The output was cut by a length limit. */
    public static final FailureCode TRUNCATED = new FailureCode("TRUNCATED");
    /** The input does not fit the model's context. */
    public static final FailureCode CONTEXT_TOO_LONG = new FailureCode("CONTEXT_TOO_LONG");
    /** The model declined to answer. */
    public static final FailureCode REFUSED = new FailureCode("REFUSED");
    /** A content filter stopped the answer. */
    public static final FailureCode CONTENT_FILTERED = new FailureCode("CONTENT_FILTERED");
    /** The provider asked to slow down. */
    public static final FailureCode RATE_LIMITED = new FailureCode("RATE_LIMITED");
    /** The provider is overloaded. */
    public static final FailureCode OVERLOADED = new FailureCode("OVERLOADED");
    /** A quota or spend limit is used up. */
    public static final FailureCode QUOTA_EXHAUSTED = new FailureCode("QUOTA_EXHAUSTED");
    /** The connection or the provider's server failed. */
    public static final FailureCode TRANSPORT = new FailureCode("TRANSPORT");
    /** The library's own time limit was reached. */
    public static final FailureCode TIMEOUT = new FailureCode("TIMEOUT");
    /** Credentials or configuration are wrong. */
    public static final FailureCode AUTH_OR_CONFIG = new FailureCode("AUTH_OR_CONFIG");
    /** The provider refuses the request as malformed. */
    public static final FailureCode BAD_REQUEST = new FailureCode("BAD_REQUEST");
    /** The provider works on; the job comes back later. */
    public static final FailureCode DEFERRED = new FailureCode("DEFERRED");
    /** The node stopped while the attempt ran. */
    public static final FailureCode SHUTDOWN = new FailureCode("SHUTDOWN");
    /** The attempt's lease ran out. */
    public static final FailureCode LEASE_EXPIRED = new FailureCode("LEASE_EXPIRED");
    /** The last allowed attempt's worker was lost. */
    public static final FailureCode WORKER_LOST = new FailureCode("WORKER_LOST");
    /** The job's deadline passed before it could end otherwise. */
    public static final FailureCode DEADLINE_EXCEEDED = new FailureCode("DEADLINE_EXCEEDED");
    /** The job was cancelled while the attempt ran. */
    public static final FailureCode CANCELLED = new FailureCode("CANCELLED");
    /** The stored input cannot be read as the type's input. */
    public static final FailureCode UNREADABLE_INPUT = new FailureCode("UNREADABLE_INPUT");
    /** A stored payload cannot be decoded: its key may be missing on this node. */
    public static final FailureCode PAYLOAD_UNREADABLE = new FailureCode("PAYLOAD_UNREADABLE");
    /** The answer was good but the store refuses it for good. */
    public static final FailureCode UNSTORABLE = new FailureCode("UNSTORABLE");
    /** The audit proved the stored result incomplete. */
    public static final FailureCode RESULT_INCOMPLETE = new FailureCode("RESULT_INCOMPLETE");
    /** Anything unrecognised. */
    public static final FailureCode UNKNOWN = new FailureCode("UNKNOWN");

    public FailureCode {
        Objects.requireNonNull(name, "name");
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Failure code '" + name + "' is not 1 to 40 upper-case letters, digits and underscores");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
