package dev.analysisjobs.submit;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.AnalysisResult;

/** Say which job stands for an {@link Order}. */
public sealed interface Placed {
    AnalysisJob job();

    record Created(AnalysisJob job) implements Placed {}

    record Joined(AnalysisJob job) implements Placed {}

    record Reused(AnalysisJob job, AnalysisResult result) implements Placed {}
}
