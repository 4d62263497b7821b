package dev.analysisjobs.examples.simulated;

/** One way in which a call may go wrong, with its share of the calls in {@link FaultMode#HARSH}. */
public enum Fault {
    /** A healthy answer. */
    NONE(600, "COMPLETE"),

    // The transport.
    RESET_BEFORE_HEADERS(12, "TRANSPORT"),
    RESET_AFTER_HEADERS(10, "TRANSPORT"),
    BODY_CUT(12, "TRANSPORT"),
    BODY_DRIPS(6, "TIMEOUT"),
    HANG_BEFORE_HEADERS(10, "TIMEOUT"),
    HANG_AFTER_HEADERS(6, "TIMEOUT"),

    // The HTTP status.
    RATE_LIMIT_SECONDS(4, "RATE_LIMITED"),
    RATE_LIMIT_MILLIS(8, "RATE_LIMITED"),
    RATE_LIMIT_DATE(3, "RATE_LIMITED"),
    RATE_LIMIT_GARBAGE(6, "RATE_LIMITED"),
    QUOTA(2, "QUOTA_EXHAUSTED"),
    UNAVAILABLE_503(10, "OVERLOADED"),
    OVERLOADED_529(10, "OVERLOADED"),
    SERVER_ERROR_500(8, "TRANSPORT"),
    BAD_GATEWAY_502(8, "TRANSPORT"),
    GATEWAY_TIMEOUT_504(6, "TRANSPORT"),
    REQUEST_TIMEOUT_408(6, "TRANSPORT"),
    CONFLICT_409(6, "TRANSPORT"),
    BAD_REQUEST_400(4, "BAD_REQUEST"),
    UNPROCESSABLE_422(4, "BAD_REQUEST"),
    CONTEXT_TOO_LONG(4, "CONTEXT_TOO_LONG"),
    /** Not in the mix: a service that refuses the key refuses all, and the library then pauses the type for a person to look. */
    UNAUTHORIZED_401(0, "AUTH_OR_CONFIG"),

    // A 200 that is none.
    ERROR_IN_200(12, "TRANSPORT"),
    EMPTY_BODY(10, "EMPTY"),
    HTML_PAGE(10, "INVALID_RESULT"),
    BODY_NOT_JSON(10, "INVALID_RESULT"),
    HUGE_BODY(4, "INVALID_RESULT"),
    NO_CHOICES(10, "EMPTY"),

    // The finish reason.
    CUT_BUT_PARSES(14, "TRUNCATED"),
    REASONING_ONLY(10, "TRUNCATED"),
    CONTENT_FILTER(5, "CONTENT_FILTERED"),
    UNKNOWN_FINISH(8, "UNKNOWN"),
    NO_FINISH(8, "UNKNOWN"),
    TOOL_CALL_ONLY(8, "UNKNOWN"),

    // The message.
    REFUSAL(6, "REFUSED"),
    CONTENT_NULL(16, "EMPTY"),
    CONTENT_BLANK(10, "EMPTY"),
    CONTENT_JSON_NULL(10, "EMPTY"),

    // The content.
    CONTENT_CUT_JSON(14, "INVALID_RESULT"),
    CONTENT_EMPTY_OBJECT(10, "INVALID_RESULT"),
    WRONG_PERSON(12, "INVALID_RESULT"),
    TRAIT_MISSING(12, "INVALID_RESULT"),
    TRAIT_TWICE(12, "INVALID_RESULT"),
    TEXT_WITH_LONE_SURROGATE(8, "INVALID_RESULT"),
    TEXT_WITH_NUL(8, "INVALID_RESULT");

    private final int weight;
    private final String outcome;

    Fault(int weight, String outcome) {
        this.weight = weight;
        this.outcome = outcome;
    }

    /**
     * Return what a client must make of it: the failure code of the library, {@code COMPLETE} for none. For the good looking
     * contents it takes a type with rules that find them.
     */
    public String outcome() {
        return outcome;
    }

    int weight() {
        return weight;
    }
}
