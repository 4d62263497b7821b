package dev.analysisjobs.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carry an outcome through code that can only throw. {@link ExceptionOutcomes} finds it anywhere in a cause chain.
 *
 * @since 0.1
 */
public final class OutcomeException extends RuntimeException {
    private final Outcome.Failed outcome;

    public OutcomeException(Outcome.Failed outcome) {
        this(outcome, null);
    }

    public OutcomeException(Outcome.Failed outcome, @Nullable Throwable cause) {
        super(Objects.requireNonNull(outcome, "outcome").failure().toString(), cause);
        this.outcome = outcome;
    }

    /** Return what the attempt ended in. */
    public Outcome.Failed outcome() {
        return outcome;
    }
}
