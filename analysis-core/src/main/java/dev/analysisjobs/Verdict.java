package dev.analysisjobs;

import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Say what an analyser got. An answer is only a candidate: it becomes a result when it passes the type's rules.
 *
 * @param <O> the type's output
 * @since 0.1
 */
public sealed interface Verdict<O> {

    /** Return what the provider told; the finish reason in it is looked at before the content. */
    ProviderFacts facts();

    /** Return the same verdict with other facts. */
    Verdict<O> with(ProviderFacts facts);

    /** An answer as the text that came, null when none came. */
    record Text<O>(@Nullable String text, ProviderFacts facts) implements Verdict<O> {
        @Override
        public Verdict<O> with(ProviderFacts other) {
            return new Text<>(text, other);
        }
    }

    /** An answer as a value, encoded by the type's codec; null when none came. */
    record Value<O>(@Nullable O value, ProviderFacts facts) implements Verdict<O> {
        @Override
        public Verdict<O> with(ProviderFacts other) {
            return new Value<>(value, other);
        }
    }

    /** No answer, and why. */
    record Failed<O>(Outcome.Failed outcome, ProviderFacts facts) implements Verdict<O> {
        public Failed {
            Objects.requireNonNull(outcome, "outcome");
        }

        @Override
        public Verdict<O> with(ProviderFacts other) {
            return new Failed<>(outcome, other);
        }
    }

    /** Return an answer as the text that came; null is an empty answer and fails the attempt. */
    static <O> Verdict<O> text(@Nullable String text) {
        return new Text<>(text, ProviderFacts.none());
    }

    /** Return an answer as a value; null is an empty answer and fails the attempt. */
    static <O> Verdict<O> value(@Nullable O value) {
        return new Value<>(value, ProviderFacts.none());
    }

    /** Return that there is no answer, and why. */
    static <O> Verdict<O> failed(Outcome.Failed outcome) {
        return new Failed<>(outcome, ProviderFacts.none());
    }
}
