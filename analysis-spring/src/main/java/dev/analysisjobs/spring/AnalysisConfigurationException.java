package dev.analysisjobs.spring;

import java.util.List;

/**
 * Say all that is wrong with the configuration of analysis jobs.
 *
 * @since 0.1
 */
public final class AnalysisConfigurationException extends IllegalStateException {
    private final List<String> faults;

    public AnalysisConfigurationException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** Return the faults, each with its value and limit. */
    public List<String> faults() {
        return faults;
    }
}
