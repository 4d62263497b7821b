package dev.analysisjobs.spring;

import dev.analysisjobs.AnalysisJobsBuilder;

/**
 * Change how this node is built, after the properties were applied.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AnalysisJobsCustomizer {

    void customize(AnalysisJobsBuilder builder);
}
