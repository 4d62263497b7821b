package dev.analysisjobs.call;

import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.port.ClaimedJob;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One attempt while it runs: its limit on the monotonic clock, the signal that stops it, its checkpoint. The first stop wins.
 * Thread-safe.
 */
public final class RunningAttempt {

    /** Keeps a checkpoint durably while the attempt runs. */
    @FunctionalInterface
    public interface CheckpointSaver {
        /** Return whether it is kept; false when the lease is lost. */
        boolean save(String checkpoint) throws InterruptedException;
    }

    private final ClaimedJob claimed;
    private final Duration limit;
    private final long startNanos = System.nanoTime();
    private final CheckpointSaver saver;
    private final Runnable threadEnded;
    private final AtomicReference<Begin> begin = new AtomicReference<>(Begin.NOT_YET);
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final CompletionWork completionWork;
    private volatile @Nullable Future<?> call;
    private volatile @Nullable String checkpoint;
    private volatile ProviderFacts facts = ProviderFacts.none();

    private enum Begin {
        NOT_YET,
        BEGUN,
        NEVER
    }

    /**
     * @param threadEnded called once, when the call's thread is free again, however late; also when the call never began
     */
    public RunningAttempt(ClaimedJob claimed, Duration limit, CheckpointSaver saver, Runnable threadEnded) {
        this.claimed = claimed;
        this.limit = limit;
        this.saver = saver;
        this.threadEnded = threadEnded;
        this.checkpoint = claimed.checkpoint();
        this.completionWork = new CompletionWork(claimed.job().id());
    }

    public ClaimedJob claimed() {
        return claimed;
    }

    public Duration limit() {
        return limit;
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    public Duration timeLeft() {
        Duration left = limit.minus(elapsed());
        return left.isNegative() || isStopped() ? Duration.ZERO : left;
    }

    /** Ask the attempt to stop: its thread is interrupted, and its answer is dropped. */
    public void stop(Stop reason) {
        stop.compareAndSet(null, reason);
        Future<?> running = call;
        if (running != null) {
            running.cancel(true);
        }
    }

    public boolean isStopped() {
        return stop.get() != null;
    }

    public @Nullable Stop stopReason() {
        return stop.get();
    }

    public @Nullable String checkpoint() {
        return checkpoint;
    }

    /** Return what is to be written together with the result. */
    public CompletionWork completionWork() {
        return completionWork;
    }

    /** Keep a checkpoint durably; {@code IllegalStateException} when the attempt no longer holds its lease. */
    public void saveCheckpoint(String text) throws InterruptedException {
        if (isStopped() || !saver.save(text)) {
            throw new IllegalStateException("The attempt of job "
                    + claimed.job().id() + " no longer holds its lease; the checkpoint was not kept");
        }
        checkpoint = text;
    }

    /** Return whether the call may begin on the current thread; false when its attempt ended before a thread was free. */
    boolean begins() {
        return begin.compareAndSet(Begin.NOT_YET, Begin.BEGUN);
    }

    void threadEnded() {
        threadEnded.run();
    }

    /** Hear that nobody waits for the call any more. */
    void abandoned() {
        if (begin.compareAndSet(Begin.NOT_YET, Begin.NEVER)) {
            threadEnded.run();
        }
    }

    void started(Future<?> running) {
        call = running;
        // A stop that came before the future was known could not cancel it.
        if (isStopped()) {
            running.cancel(true);
        }
    }

    /** Remember what is known of the call so far, so that a stopped attempt's record has it too. */
    void noteFacts(ProviderFacts known) {
        facts = known;
    }

    ProviderFacts facts() {
        return facts;
    }
}
