package dev.analysisjobs.call;

import dev.analysisjobs.model.Outcome;

/** Why an attempt's answer is no longer wanted. */
public enum Stop {
    TIMEOUT,
    SHUTDOWN,
    LEASE_LOST;

    /** Return the outcome of an attempt that was stopped so. */
    Outcome.Failed outcome(RunningAttempt attempt) {
        return switch (this) {
            case TIMEOUT -> new Outcome.Timeout("No answer within the attempt's limit of " + attempt.limit());
            case SHUTDOWN -> new Outcome.Shutdown();
            case LEASE_LOST -> new Outcome.LeaseLost();
        };
    }
}
