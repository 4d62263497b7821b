package dev.analysisjobs.finish;

import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ChangeStore;
import dev.analysisjobs.port.CompletionWrites;
import dev.analysisjobs.port.CompletionWritesException;
import dev.analysisjobs.port.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves completions together with the app's own writes, each on the thread of its attempt and in a transaction of its own: slow or
 * hung writes cost no other attempt anything. What may pass is tried again while the lease lives; after an unknown commit the
 * truth is read back first. Thread-safe.
 */
public final class JointFinisher {
    private static final Logger LOG = LoggerFactory.getLogger(JointFinisher.class);
    private static final Backoff WAITS = new Backoff(Duration.ofMillis(20), 2, Duration.ofSeconds(5));
    private static final Duration STEP = Duration.ofMillis(50);

    private final ChangeStore store;
    private final Finisher finisher;
    private volatile boolean closed;

    /**
     * @param finisher saves the failure in place of a completion that can never be saved
     */
    public JointFinisher(ChangeStore store, Finisher finisher) {
        this.store = store;
        this.finisher = finisher;
    }

    /** Save a completion with its writes, or what takes its place; blocks until it is settled or given up. */
    public void save(Save save, Change.Complete change, CompletionWrites writes) {
        try {
            save.ended(settle(save, change, writes));
        } catch (NeverSaved never) {
            LOG.error("The completion of job {} can never be saved with its writes", change.jobId());
            Save instead = save.refused(never.why);
            if (instead == null) {
                save.ended(ChangeOutcome.LOST);
            } else {
                finisher.add(instead);
            }
        }
    }

    private ChangeOutcome settle(Save save, Change.Complete change, CompletionWrites writes) throws NeverSaved {
        boolean unknown = false;
        boolean wasUnknown = false;
        for (int tries = 1; save.isAlive() && !closed; tries++) {
            try {
                if (unknown && isWritten(change)) {
                    return ChangeOutcome.APPLIED;
                }
                unknown = false;
                ChangeOutcome outcome = store.completeWith(change, writes);
                // A commit thought lost may have come through after it was looked for.
                return outcome == ChangeOutcome.LOST && wasUnknown && isWritten(change)
                        ? ChangeOutcome.APPLIED
                        : outcome;
            } catch (CompletionWritesException failed) {
                if (!failed.isTransient()) {
                    throw new NeverSaved(String.valueOf(failed.getMessage()));
                }
                LOG.warn("The writes with the completion of job {} failed and are tried again", change.jobId());
            } catch (StoreException failed) {
                switch (failed.kind()) {
                    case TRANSIENT -> LOG.warn("The completion of job {} is tried again", change.jobId(), failed);
                    case COMMIT_UNKNOWN -> {
                        LOG.warn("The commit of job {} may have been lost; reading it back", change.jobId());
                        unknown = true;
                        wasUnknown = true;
                    }
                    case REFUSED, UNREADABLE -> throw new NeverSaved(String.valueOf(failed.getMessage()));
                }
            } catch (Throwable unexpected) {
                throw new NeverSaved(SafeText.describe(unexpected));
            }
            pause(save, WAITS.after(tries, ThreadLocalRandom.current().nextDouble()));
        }
        return ChangeOutcome.LOST;
    }

    /** Try nothing again any more: the node closes. */
    public void close() {
        closed = true;
    }

    private boolean isWritten(Change.Complete change) {
        return store.readBack(List.of(change)).get(0);
    }

    private void pause(Save save, Duration wait) {
        long until = System.nanoTime() + wait.toNanos();
        for (long left = wait.toNanos(); left > 0 && save.isAlive() && !closed; left = until - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, STEP.toNanos()));
        }
    }

    /** Says that no try can succeed. */
    private static final class NeverSaved extends Exception {
        private final String why;

        NeverSaved(String why) {
            super(why);
            this.why = why;
        }
    }
}
