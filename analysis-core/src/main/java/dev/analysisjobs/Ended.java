package dev.analysisjobs;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Failure;

/**
 * Say how a job stands after waiting for it.
 *
 * @param <O> the type's output
 * @since 0.1
 */
public sealed interface Ended<O> {

    /** Return the job as it stood last. */
    AnalysisJob job();

    /** It completed, and its result passed today's rules. */
    record Completed<O>(AnalysisJob job, Answer<O> answer) implements Ended<O> {}

    /** It failed; also said of a completed job whose stored result does not pass today's rules. */
    record Failed<O>(AnalysisJob job, Failure failure) implements Ended<O> {}

    /** It was cancelled. */
    record Cancelled<O>(AnalysisJob job) implements Ended<O> {}

    /** The wait was over before the job ended; it goes on. */
    record NotYet<O>(AnalysisJob job) implements Ended<O> {}
}
