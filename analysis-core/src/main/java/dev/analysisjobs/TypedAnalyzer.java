package dev.analysisjobs;

import dev.analysisjobs.call.RawAnalyzer;
import dev.analysisjobs.call.RawVerdict;
import dev.analysisjobs.call.RunningAttempt;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives an app's typed analyser to the call stage, which knows texts only. */
record TypedAnalyzer<I, O>(AnalysisType<I, O> type, Analyzer<I, O> analyzer) implements RawAnalyzer {

    @Override
    public @Nullable RawVerdict call(RunningAttempt attempt) throws Exception {
        I input;
        try {
            input = type.input().decode(attempt.claimed().input());
        } catch (RuntimeException unreadable) {
            return failed(
                    new Outcome.BadRequest(
                            FailureCode.UNREADABLE_INPUT,
                            "The stored input cannot be read as version " + type.policy().version() + " of its type: "
                                    + SafeText.message(unreadable.getMessage())),
                    ProviderFacts.none());
        }
        Verdict<O> verdict = analyzer.analyze(input, new LiveContext(attempt));
        if (verdict instanceof Verdict.Failed<O> failed) {
            return failed(failed.outcome(), failed.facts());
        }
        if (verdict instanceof Verdict.Text<O> text) {
            return new RawVerdict(text.text(), null, text.facts());
        }
        if (verdict instanceof Verdict.Value<O> value) {
            return encoded(value);
        }
        return null;
    }

    private RawVerdict encoded(Verdict.Value<O> answer) {
        O value = answer.value();
        if (value == null) {
            return new RawVerdict(null, null, answer.facts());
        }
        try {
            return new RawVerdict(type.output().encode(value), null, answer.facts());
        } catch (RuntimeException notEncodable) {
            Violation violation = new Violation("", "cannot be encoded: " + SafeText.message(notEncodable.getMessage()));
            return failed(new Outcome.Invalid(List.of(violation), null), answer.facts());
        }
    }

    private static RawVerdict failed(Outcome.Failed outcome, ProviderFacts facts) {
        return new RawVerdict(null, outcome, facts);
    }
}
