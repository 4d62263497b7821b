package dev.analysisjobs;

import dev.analysisjobs.engine.Engine;
import dev.analysisjobs.engine.Node;
import java.time.Duration;

/**
 * Drive a node by hand: each method does one step of it on the calling thread and returns when it is done. For tests, and for
 * places where no thread may live on between calls. Use it from one thread.
 *
 * @since 0.1
 */
public final class Steps {
    private static final Duration PATIENCE = Duration.ofMillis(10);

    private final Engine engine;

    Steps(Node node) {
        if (node.isStarted()) {
            throw new IllegalStateException("This node was started; its own threads drive it");
        }
        this.engine = node.engine();
    }

    /**
     * Claim and run what is due, and save the ends, until nothing more is due. Calls run on threads of their own within their
     * limits, so this returns in bounded time for bounded work.
     *
     * @return how many attempts were run
     */
    public int runDue() throws InterruptedException {
        int attempts = 0;
        while (true) {
            engine.claim();
            int claimed = engine.running();
            if (claimed == 0) {
                return attempts;
            }
            attempts += claimed;
            while (engine.running() > 0) {
                engine.finish(PATIENCE);
            }
        }
    }

    /** Renew the leases of running attempts: only useful while {@link #runDue} is under way on another thread. */
    public void beat() {
        engine.beat();
    }

    /**
     * Take jobs from attempts whose lease ran out, fail those past their deadline, audit suspected results, delete ended jobs
     * past their type's retention.
     */
    public void sweep() {
        engine.expireLeases();
        engine.sweep();
        while (engine.purge()) {
            // The next pages.
        }
    }

    /** Deliver all due notices, each once. */
    public void deliverNotices() {
        while (engine.deliverNotices()) {
            // The next batch.
        }
    }

    /** Look for incidents once and store the notices of those that began or ended. */
    public void lookForIncidents() {
        engine.lookForIncidents();
    }

    /** Tell listeners what was committed since the last time. */
    public void tellListeners() throws InterruptedException {
        while (engine.tellListeners(Duration.ZERO)) {
            // The next event.
        }
    }
}
