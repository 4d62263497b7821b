package dev.analysisjobs;

import dev.analysisjobs.call.RunningAttempt;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.port.CompletionWrites;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The context of a running attempt. */
record LiveContext(RunningAttempt running) implements AttemptContext {
    private static final int CHECKPOINT_LIMIT = 1 << 20;

    @Override
    public UUID jobId() {
        return running.claimed().job().id();
    }

    @Override
    public String type() {
        return running.claimed().job().type();
    }

    @Override
    public String subject() {
        return running.claimed().job().subject();
    }

    @Override
    public int attempt() {
        return running.claimed().job().attempts();
    }

    @Override
    public int maxAttempts() {
        return running.claimed().job().maxAttempts();
    }

    @Override
    public Duration timeLeft() {
        return running.timeLeft();
    }

    @Override
    public boolean isCancelled() {
        return running.isStopped() || running.timeLeft().isZero();
    }

    @Override
    public Optional<Attempt> previous() {
        return Optional.ofNullable(running.claimed().previous());
    }

    @Override
    public Optional<String> checkpoint() {
        return Optional.ofNullable(running.checkpoint());
    }

    @Override
    public void saveCheckpoint(String checkpoint) throws InterruptedException {
        SafeText.fault(checkpoint, CHECKPOINT_LIMIT).ifPresent(why -> {
            throw new IllegalArgumentException("The checkpoint " + why);
        });
        running.saveCheckpoint(checkpoint);
    }

    @Override
    public void saveWithCompletion(CompletionWrites writes) {
        running.completionWork().add(Objects.requireNonNull(writes, "writes"));
    }
}
