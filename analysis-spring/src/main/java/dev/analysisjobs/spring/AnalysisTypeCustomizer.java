package dev.analysisjobs.spring;

import dev.analysisjobs.AnalysisType;

/**
 * Change how types that {@link AnalysisHandler} methods declare are built, after the properties were applied: a bean of this
 * kind is called for each.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AnalysisTypeCustomizer {

    /** Change a type; what it does not concern it leaves alone. */
    void customize(String type, AnalysisType.Builder<?, ?> builder);
}
