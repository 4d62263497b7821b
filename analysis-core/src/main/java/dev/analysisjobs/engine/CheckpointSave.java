package dev.analysisjobs.engine;

import dev.analysisjobs.finish.Save;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A checkpoint on its way into the store, with the call that waits for it. */
final class CheckpointSave implements Save {
    private final Change.SaveCheckpoint change;
    private final BooleanSupplier alive;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean kept;

    CheckpointSave(Change.SaveCheckpoint change, BooleanSupplier alive) {
        this.change = change;
        this.alive = alive;
    }

    boolean await() throws InterruptedException {
        done.await();
        return kept;
    }

    @Override
    public Change.Fenced change() {
        return change;
    }

    @Override
    public boolean isAlive() {
        return alive.getAsBoolean();
    }

    @Override
    public @Nullable Save refused(String why) {
        return null;
    }

    @Override
    public void ended(ChangeOutcome outcome) {
        kept = outcome == ChangeOutcome.APPLIED;
        done.countDown();
    }
}
