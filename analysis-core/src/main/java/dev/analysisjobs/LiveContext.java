package dev.analysisjobs;

import dev.analysisjobs.call.RunningAttempt;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.SafeText;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The context of a running attempt. */
record LiveContext(RunningAttempt attempt) implements AttemptContext {
    private static final int CHECKPOINT_LIMIT = 1 << 20;

    @Override
    public UUID jobId() {
        return attempt.claimed().job().id();
    }

    @Override
    public String type() {
        return attempt.claimed().job().type();
    }

    @Override
    public String subject() {
        return attempt.claimed().job().subject();
    }

    @Override
    public int attempt() {
        return attempt.claimed().job().attempts();
    }

    @Override
    public int maxAttempts() {
        return attempt.claimed().job().maxAttempts();
    }

    @Override
    public Duration timeLeft() {
        return attempt.timeLeft();
    }

    @Override
    public boolean isCancelled() {
        return attempt.isStopped() || attempt.timeLeft().isZero();
    }

    @Override
    public Optional<Attempt> previous() {
        return Optional.ofNullable(attempt.claimed().previous());
    }

    @Override
    public Optional<String> checkpoint() {
        return Optional.ofNullable(attempt.checkpoint());
    }

    @Override
    public void saveCheckpoint(String checkpoint) throws InterruptedException {
        SafeText.fault(checkpoint, CHECKPOINT_LIMIT).ifPresent(why -> {
            throw new IllegalArgumentException("The checkpoint " + why);
        });
        attempt.saveCheckpoint(checkpoint);
    }
}
