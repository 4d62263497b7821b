package dev.analysisjobs.engine;

import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.model.Health.LoopHealth;
import dev.analysisjobs.model.SafeText;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does one step again and again, survives whatever the step throws, and shows its last success. */
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** One step. */
    @FunctionalInterface
    interface Step {
        /** Do one step and return how long to wait before the next one unless woken. */
        Duration run() throws Exception;
    }

    private final String name;
    private final Step step;
    private final Backoff afterFailure;
    private final Thread thread;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopped;
    private volatile long lastSuccessNanos = System.nanoTime();
    private volatile int failures;
    private volatile @Nullable String lastError;

    Loop(String name, String node, Step step) {
        this(name, node, LONGEST_PAUSE, step);
    }

    /**
     * @param longestPause after a step that failed; no more than the usual one counts
     */
    Loop(String name, String node, Duration longestPause, Step step) {
        this.name = name;
        this.step = step;
        Duration longest = shorter(longestPause, LONGEST_PAUSE);
        this.afterFailure = new Backoff(shorter(FIRST_PAUSE, longest), 2, longest);
        this.thread = new Thread(this::loop, "analysis-jobs-" + name + "-" + node);
        thread.setDaemon(true);
    }

    void start() {
        lastSuccessNanos = System.nanoTime();
        thread.start();
    }

    /** Have the next step run now; many calls are one. */
    void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    /** Let the current step end and start no other; never interrupts, since a step may be inside a statement. */
    void stop() {
        stopped = true;
        wake();
    }

    /** Wait for the end of the current step; return whether it came. */
    boolean join(Duration patience) throws InterruptedException {
        if (Thread.currentThread() != thread && thread.isAlive()) {
            thread.join(Math.max(1, patience.toMillis()));
        }
        return !thread.isAlive();
    }

    Duration sinceSuccess() {
        return Duration.ofNanos(System.nanoTime() - lastSuccessNanos);
    }

    /** Return whether the last step failed. */
    boolean isFailing() {
        return failures > 0;
    }

    LoopHealth health() {
        return new LoopHealth(name, thread.isAlive(), sinceSuccess(), failures, lastError);
    }

    private void loop() {
        while (!stopped) {
            Duration wait = stepOnce();
            try {
                // An interrupt is nobody's way to end this loop.
                wake.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
                wake.drainPermits();
            } catch (InterruptedException ignored) {
                LOG.debug("Loop {} was interrupted and goes on", name);
            }
        }
    }

    private Duration stepOnce() {
        try {
            Duration wait = step.run();
            lastSuccessNanos = System.nanoTime();
            failures = 0;
            return wait;
        } catch (Throwable failed) {
            return failedStep(failed);
        }
    }

    private Duration failedStep(Throwable failed) {
        try {
            failures = Math.min(failures + 1, 1_000);
            lastError = describe(failed);
            if (failures == 1 || failures % 20 == 0) {
                LOG.warn("Loop {} failed {} times in a row and goes on", name, failures, failed);
            }
        } catch (Throwable whileLogging) {
            // A logger that throws must not end the loop either.
        }
        return afterFailure.after(failures, ThreadLocalRandom.current().nextDouble());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String describe(Throwable failed) {
        try {
            return SafeText.message(failed.getClass().getName() + ": " + failed.getMessage());
        } catch (Throwable broken) {
            return failed.getClass().getName();
        }
    }
}
