package dev.analysisjobs.examples.simulated;

/** One way in which a call may go wrong, with its share of the calls in {@link FaultMode#HARSH}. */
public enum Fault {
    /** A healthy answer. */
    NONE(600),

    // The transport.
    RESET_BEFORE_HEADERS(12),
    RESET_AFTER_HEADERS(10),
    BODY_CUT(12),
    BODY_DRIPS(6),
    HANG_BEFORE_HEADERS(10),
    HANG_AFTER_HEADERS(6),

    // The HTTP status.
    RATE_LIMIT_SECONDS(4),
    RATE_LIMIT_MILLIS(8),
    RATE_LIMIT_DATE(3),
    RATE_LIMIT_GARBAGE(6),
    QUOTA(2),
    UNAVAILABLE_503(10),
    OVERLOADED_529(10),
    SERVER_ERROR_500(8),
    BAD_GATEWAY_502(8),
    GATEWAY_TIMEOUT_504(6),
    REQUEST_TIMEOUT_408(6),
    CONFLICT_409(6),
    BAD_REQUEST_400(4),
    UNPROCESSABLE_422(4),
    CONTEXT_TOO_LONG(4),
    /** Not in the mix: a service that refuses the key refuses all, and the library then pauses the type for a person to look. */
    UNAUTHORIZED_401(0),

    // A 200 that is none.
    ERROR_IN_200(12),
    EMPTY_BODY(10),
    HTML_PAGE(10),
    BODY_NOT_JSON(10),
    HUGE_BODY(4),
    NO_CHOICES(10),

    // The finish reason.
    CUT_BUT_PARSES(14),
    REASONING_ONLY(10),
    CONTENT_FILTER(5),
    UNKNOWN_FINISH(8),
    NO_FINISH(8),
    TOOL_CALL_ONLY(8),

    // The message.
    REFUSAL(6),
    CONTENT_NULL(16),
    CONTENT_BLANK(10),
    CONTENT_JSON_NULL(10),

    // The content.
    CONTENT_CUT_JSON(14),
    CONTENT_EMPTY_OBJECT(10),
    WRONG_PERSON(12),
    TRAIT_MISSING(12),
    TRAIT_TWICE(12),
    TEXT_WITH_LONE_SURROGATE(8),
    TEXT_WITH_NUL(8);

    private final int weight;

    Fault(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }
}
