package dev.analysisjobs.port;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Carry what surrounds a submission, such as its trace, to the attempts of its job, over nodes and restarts: the text is stored
 * with the job. Thread-safe. What it throws is logged and never fails a submission or an attempt.
 *
 * <p>The text is kept in plain, also where payloads are encrypted, and as long as the job: no secrets and nothing personal.
 *
 * @since 0.1
 */
public interface ContextCarrier {
    /** The most characters (UTF-16 units) of a captured text. */
    int LIMIT = 2_000;

    /**
     * Return what is to be carried, or null for nothing. Called on the submitter's thread, once for each submission or bulk. A
     * text beyond {@link #LIMIT} or that breaks the text rule is dropped with a warning. A submission that is answered by an
     * existing job leaves that job's text as it is.
     */
    @Nullable
    String capture();

    /**
     * Restore what was captured around an attempt. Called on the thread that calls the analyser and then its rules, before
     * both.
     *
     * @param job the job as it was claimed
     * @param captured the stored text; null when there is none
     */
    Scope open(AnalysisJob job, @Nullable String captured);

    /** What {@link #open} began. */
    interface Scope {
        /**
         * End it. Called once, on the thread that opened it, when that thread is free again: for a call that outlives its
         * limit, later than the attempt ended.
         *
         * @param failure what the attempt ended in; null when its output passed validation
         */
        void close(@Nullable FailureCode failure);
    }

    /** Return the carrier that carries nothing. */
    static ContextCarrier none() {
        return new ContextCarrier() {
            @Override
            public @Nullable String capture() {
                return null;
            }

            @Override
            public Scope open(AnalysisJob job, @Nullable String captured) {
                return failure -> {};
            }
        };
    }
}
