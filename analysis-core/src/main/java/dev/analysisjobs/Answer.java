package dev.analysisjobs;

import dev.analysisjobs.model.AnalysisResult;

/**
 * Hand out a result that passed today's rules, with its decoded value.
 *
 * @param result the complete, validated result
 * @param value its output, decoded by the type's codec
 * @param <O> the type's output
 * @since 0.1
 */
public record Answer<O>(AnalysisResult result, O value) {}
