package dev.analysisjobs.spring.notice;

import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Notice;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sorts notices by what their reader needs to be told. The lower-case name with dashes is part of message keys. */
enum Reason {
    /** The analysis is there. */
    COMPLETED,
    /** Neither the reader nor the input is to blame. */
    TECHNICAL(
            FailureCode.RATE_LIMITED,
            FailureCode.OVERLOADED,
            FailureCode.QUOTA_EXHAUSTED,
            FailureCode.TRANSPORT,
            FailureCode.TIMEOUT,
            FailureCode.AUTH_OR_CONFIG,
            FailureCode.BAD_REQUEST,
            FailureCode.DEFERRED,
            FailureCode.SHUTDOWN,
            FailureCode.LEASE_EXPIRED,
            FailureCode.WORKER_LOST,
            FailureCode.UNREADABLE_INPUT,
            FailureCode.PAYLOAD_UNREADABLE,
            FailureCode.UNSTORABLE),
    /** It was not ready in time. */
    TOO_LATE(FailureCode.DEADLINE_EXCEEDED),
    /** The AI declined. */
    REFUSAL(FailureCode.REFUSED, FailureCode.CONTENT_FILTERED),
    /** What the AI answered was not complete. */
    INCOMPLETE(FailureCode.EMPTY, FailureCode.INVALID_RESULT, FailureCode.TRUNCATED, FailureCode.RESULT_INCOMPLETE),
    /** There is too much to analyse. */
    TOO_MUCH_DATA(FailureCode.CONTEXT_TOO_LONG),
    /** There is too little to analyse: codes of the application. */
    TOO_FEW_DATA(new FailureCode("MISSING_ANSWERS"), new FailureCode("TOO_FEW_DATA")),
    /** Somebody called it off. */
    CANCELLED(FailureCode.CANCELLED),
    /** A type was paused: for operators. */
    PAUSED,
    /** An incident began: for operators. */
    ALERT_RAISED,
    /** An incident ended: for operators. */
    ALERT_CLEARED,
    /** Anything else. */
    DEFAULT;

    private static final Map<FailureCode, Reason> BY_CODE = new HashMap<>();

    static {
        for (Reason reason : values()) {
            reason.codes.forEach(code -> BY_CODE.put(code, reason));
        }
    }

    private final List<FailureCode> codes;

    Reason(FailureCode... codes) {
        this.codes = List.of(codes);
    }

    static Reason of(Notice notice) {
        if (notice.failure() == null) {
            return COMPLETED;
        }
        return switch (notice.kind()) {
            case TYPE_PAUSED -> PAUSED;
            case ALERT_RAISED -> ALERT_RAISED;
            case ALERT_CLEARED -> ALERT_CLEARED;
            case JOB_COMPLETED, JOB_FAILED, RESULT_INCOMPLETE ->
                BY_CODE.getOrDefault(notice.failure().code(), DEFAULT);
        };
    }

    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
