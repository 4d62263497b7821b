package dev.analysisjobs.spring;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows what is wrong with the configuration instead of a stack trace. */
final class AnalysisConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<AnalysisConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, AnalysisConfigurationException cause) {
        return new FailureAnalysis(
                cause.faults().stream()
                        .map(fault -> "    - " + fault)
                        .collect(Collectors.joining(
                                System.lineSeparator(),
                                "The configuration of analysis jobs is faulty:" + System.lineSeparator(),
                                "")),
                "Correct the properties under 'analysis.jobs' and the @AnalysisHandler methods named above.",
                cause);
    }
}
