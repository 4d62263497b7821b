package dev.analysisjobs.spring;

import dev.analysisjobs.validate.ResultRulesBuilder;

/**
 * Add rules for the results of types that {@link AnalysisHandler} methods declare: a bean of this kind is called for each.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ResultRulesCustomizer {

    /** Add rules to those of a type; for types that it does not concern it adds none. */
    void customize(String type, ResultRulesBuilder rules);
}
