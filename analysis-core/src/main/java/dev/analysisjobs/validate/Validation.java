package dev.analysisjobs.validate;

import dev.analysisjobs.model.AnalysisResult;
import dev.analysisjobs.model.Outcome;
import java.util.Objects;

/**
 * Say what validation found.
 *
 * @since 0.1
 */
public sealed interface Validation {

    /** The output is complete. */
    record Passed(AnalysisResult result) implements Validation {
        public Passed {
            Objects.requireNonNull(result, "result");
        }
    }

    /** The output is no result, and why. */
    record Rejected(Outcome.Failed outcome) implements Validation {
        public Rejected {
            Objects.requireNonNull(outcome, "outcome");
        }
    }
}
