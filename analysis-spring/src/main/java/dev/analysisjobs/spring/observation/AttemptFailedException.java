package dev.analysisjobs.spring.observation;

import dev.analysisjobs.model.FailureCode;

/** Marks the span of a failed attempt; without a stack and without any text that a payload could be in. */
final class AttemptFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    AttemptFailedException(FailureCode code) {
        super(code.name(), null, false, false);
    }
}
