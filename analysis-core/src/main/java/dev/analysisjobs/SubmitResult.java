package dev.analysisjobs;

import dev.analysisjobs.model.AnalysisJob;

/**
 * Say which job stands for a submission.
 *
 * @param <O> the type's output
 * @since 0.1
 */
public sealed interface SubmitResult<O> {

    /** Return the job; await it, whichever answer this is. */
    AnalysisJob job();

    /** A new job was stored. In a caller's transaction it exists when that commits. */
    record Created<O>(AnalysisJob job) implements SubmitResult<O> {}

    /**
     * An existing job stands for the submission: one in flight with the same key, whose end, good or bad, is this submission's
     * too; or the very job that was submitted before with the caller's own id, whatever its state.
     */
    record Joined<O>(AnalysisJob job) implements SubmitResult<O> {}

    /** A completed job's result answers the submission; it passed today's rules a moment ago. */
    record Reused<O>(AnalysisJob job, Answer<O> answer) implements SubmitResult<O> {}
}
