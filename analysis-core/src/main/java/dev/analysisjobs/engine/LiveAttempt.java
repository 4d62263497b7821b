package dev.analysisjobs.engine;

import dev.analysisjobs.call.Caller;
import dev.analysisjobs.call.Ending;
import dev.analysisjobs.call.RunningAttempt;
import dev.analysisjobs.call.Stop;
import dev.analysisjobs.claim.HeldLease;
import dev.analysisjobs.finish.Ended;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.CompletionWrites;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of this node from its claim until its end is committed and its thread is free. Its slot comes back when both have
 * happened, so a hung call costs just this slot.
 */
final class LiveAttempt implements HeldLease {
    private final RegisteredType type;
    private final Caller caller;
    private final RunningAttempt running;
    private final Duration saveLimit;
    private final AtomicInteger holds = new AtomicInteger(2);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Runnable releaseSlot;
    private volatile long endedNanos;
    private volatile @Nullable Ending ending;
    private volatile boolean threadFree;
    private volatile boolean savesItself;

    LiveAttempt(
            ClaimedJob claimed,
            RegisteredType type,
            Caller caller,
            RunningAttempt.CheckpointSaver saver,
            Duration saveLimit,
            Runnable releaseSlot) {
        this.type = type;
        this.caller = caller;
        this.saveLimit = saveLimit;
        this.releaseSlot = releaseSlot;
        this.running = new RunningAttempt(claimed, type.policy().timeLimit(), saver, this::threadEnded);
    }

    ClaimedJob claimed() {
        return running.claimed();
    }

    RegisteredType type() {
        return type;
    }

    /** Call and judge; blocks until the attempt is over. */
    void run(ExecutorService threads) {
        endWith(caller.run(running, threads));
    }

    /** End the attempt without a call. */
    void endWith(Ending how) {
        endedNanos = System.nanoTime();
        ending = how;
    }

    /** End an attempt whose call was never handed to a thread. */
    void endUncalled(Ending how) {
        endWith(how);
        threadEnded();
    }

    Ended ended(String node) {
        Ending how = ending;
        if (how == null) {
            throw new IllegalStateException(
                    "The attempt of job " + claimed().job().id() + " runs");
        }
        return new Ended(claimed(), type.policy(), node, how.outcome(), how.facts(), running.elapsed());
    }

    /** Return how long ago the attempt ended, on the monotonic clock. */
    Duration sinceEnd() {
        return Duration.ofNanos(System.nanoTime() - endedNanos);
    }

    /** Return what is to be written with the result; nothing can be added any more. */
    Optional<CompletionWrites> completionWrites() {
        return running.completionWork().close();
    }

    void stop(Stop reason) {
        running.stop(reason);
    }

    /** Return whether the end may still be saved. */
    boolean maySave() {
        return running.stopReason() != Stop.LEASE_LOST && System.nanoTime() - endedNanos < saveLimit.toNanos();
    }

    /** Hear that the end is committed, or given up. */
    void closed() {
        if (closed.compareAndSet(false, true)) {
            letGo();
        }
    }

    /** Return whether the attempt is over but its thread is not. */
    boolean isLeaked() {
        return closed.get() && !threadFree;
    }

    /** Hear that the attempt's own thread saves its end. */
    void savesItself() {
        savesItself = true;
    }

    /** Return whether that thread still saves when it is too late to. */
    boolean isHungInSave() {
        return savesItself && !closed.get() && !maySave();
    }

    boolean isThreadFree() {
        return threadFree;
    }

    @Override
    public LeaseRef ref() {
        return claimed().ref();
    }

    @Override
    public boolean wantsRenewal() {
        if (closed.get()) {
            return false;
        }
        return ending == null ? running.elapsed().compareTo(running.limit()) < 0 : maySave();
    }

    @Override
    public void lost() {
        running.stop(Stop.LEASE_LOST);
    }

    private void threadEnded() {
        threadFree = true;
        letGo();
    }

    private void letGo() {
        if (holds.decrementAndGet() == 0) {
            releaseSlot.run();
        }
    }
}
