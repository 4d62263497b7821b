package dev.analysisjobs.engine;

import dev.analysisjobs.finish.Decider;
import dev.analysisjobs.finish.Ended;
import dev.analysisjobs.finish.Save;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import org.jspecify.annotations.Nullable;

/** The end of an attempt on its way into the store. */
record EndSave(LiveAttempt attempt, Ended how, Change.Fenced change, Closing closing) implements Save {

    /** Hears of the end of the way. */
    @FunctionalInterface
    interface Closing {
        void close(LiveAttempt attempt, Ended how, Change.Fenced change, ChangeOutcome outcome);
    }

    @Override
    public boolean isAlive() {
        return attempt.maySave();
    }

    @Override
    public @Nullable Save refused(String why) {
        if (change instanceof Change.Complete) {
            return new EndSave(attempt, how, Decider.unstorable(how, why), closing);
        }
        return null;
    }

    @Override
    public void ended(ChangeOutcome outcome) {
        closing.close(attempt, how, change, outcome);
    }
}
