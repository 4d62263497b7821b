package dev.analysisjobs.examples.persona.ai;

import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.port.CompletionWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An attempt as the analyser sees it, made by hand. */
record TestAttempt(int attempt, Optional<Attempt> previous) implements AttemptContext {

    static TestAttempt first() {
        return new TestAttempt(1, Optional.empty());
    }

    static TestAttempt after(int attempt, Outcome.Failed outcome) {
        Attempt before = new Attempt(
                new UUID(0, 1),
                attempt - 1,
                attempt - 1,
                "node",
                Instant.EPOCH,
                Instant.EPOCH,
                AttemptEnd.RETRIED,
                outcome.failure(),
                outcome.violations(),
                outcome.rejectedOutput(),
                ProviderFacts.none());
        return new TestAttempt(attempt, Optional.of(before));
    }

    @Override
    public UUID jobId() {
        return new UUID(0, 1);
    }

    @Override
    public String type() {
        return PersonaType.NAME;
    }

    @Override
    public String subject() {
        return "ann";
    }

    @Override
    public int maxAttempts() {
        return 10;
    }

    @Override
    public Duration timeLeft() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public Optional<String> checkpoint() {
        return Optional.empty();
    }

    @Override
    public void saveCheckpoint(String checkpoint) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void saveWithCompletion(CompletionWrites writes) {
        throw new UnsupportedOperationException();
    }
}
