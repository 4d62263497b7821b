package dev.analysisjobs.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.Violation;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ask rules about one output, in one word. */
final class Judge {
    static final UUID JOB = UUID.fromString("3109a21e-69b8-4e34-acac-e6d3388fe226");
    static final UUID RESULT = UUID.fromString("deea4bc6-67ce-41d5-a8ac-05e0ad8ca62a");

    private Judge() {}

    static Candidate candidate(@Nullable String output) {
        return new Candidate(JOB, 7, 2, "the input", output, null);
    }

    static void passes(ResultRules rules, String output) {
        assertThat(rules.validate(RESULT, candidate(output))).isInstanceOf(Validation.Passed.class);
    }

    static Outcome.Failed outcome(ResultRules rules, @Nullable String output) {
        Validation validation = rules.validate(RESULT, candidate(output));
        assertThat(validation).isInstanceOf(Validation.Rejected.class);
        return ((Validation.Rejected) validation).outcome();
    }

    /** Return the violations of an output that is there but breaks the rules, in words. */
    static List<String> violations(ResultRules rules, String output) {
        Outcome.Failed outcome = outcome(rules, output);
        assertThat(outcome).isInstanceOf(Outcome.Invalid.class);
        assertThat(outcome.rejectedOutput()).isEqualTo(output);
        return outcome.violations().stream().map(Violation::toString).toList();
    }
}
