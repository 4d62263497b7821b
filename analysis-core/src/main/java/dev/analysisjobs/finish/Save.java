package dev.analysisjobs.finish;

import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import org.jspecify.annotations.Nullable;

/** One fenced change that waits to be committed, and who hears of it. */
public interface Save {
    Change.Fenced change();

    /** Return whether saving still makes sense: the lease was not lost and the time to save is not over. */
    boolean isAlive();

    /**
     * Return what to write instead when the store refuses the change for good; null gives it up.
     *
     * @param why what the store said
     */
    @Nullable Save refused(String why);

    /** Hear the end: committed, or lost to somebody else, or given up ({@link ChangeOutcome#LOST} too). */
    void ended(ChangeOutcome outcome);
}
