package dev.analysisjobs.dedup;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.AnalysisResult;

/**
 * Say what a submission does whose key another job holds.
 *
 * @since 0.1
 */
public sealed interface Decision {

    /** Let the holder, which is in flight, answer the submission too. */
    record Join(AnalysisJob holder) implements Decision {}

    /** Hand out the holder's result, which passed today's rules. */
    record Reuse(AnalysisJob holder, AnalysisResult result) implements Decision {}

    /** Take the key from the holder and insert the new job again. */
    record Release(AnalysisJob holder, Reason reason) implements Decision {}

    /** Refuse the submission: its caller gave the same key for another input. */
    record Conflict(AnalysisJob holder) implements Decision {}

    /** Why a holder's key is released. */
    enum Reason {
        /** The holder failed or was cancelled meanwhile; a job like that never matches. */
        ENDED_WITHOUT_RESULT,
        /** The type's policy no longer reuses results. */
        POLICY,
        /** The result is older than the policy allows. */
        TOO_OLD,
        /** The stored result is gone or breaks today's rules; the audit has to look at the holder. */
        NO_LONGER_VALID
    }
}
