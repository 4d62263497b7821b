package dev.analysisjobs.call;

import org.jspecify.annotations.Nullable;

/** An analyser without its types: what the call stage runs. */
@FunctionalInterface
public interface RawAnalyzer {
    /** Return what came; null counts as an empty answer. */
    @Nullable RawVerdict call(RunningAttempt attempt) throws Exception;
}
