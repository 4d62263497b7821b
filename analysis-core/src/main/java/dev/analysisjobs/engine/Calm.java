package dev.analysisjobs.engine;

import java.time.Duration;

/**
 * Tells whether a lease that ran out says that its worker is lost. While the store is away, slow or takes no writes, leases run
 * out for want of renewals: taking them would charge attempts that live. So after any trouble that this node saw, everybody
 * has a lease's time to renew first. A pool may hide an outage by making everybody wait for a connection, so that slowness is
 * trouble too. Thread-safe.
 */
final class Calm {
    /** A heartbeat that hangs for ever must not keep this node from ending jobs for ever. */
    private static final int LONGEST_DOUBT = 3;

    private final long lease;
    private final long heartbeat;
    private volatile long trouble;
    private volatile long lastBeat;

    Calm(Duration lease, Duration heartbeat) {
        this.lease = lease.toNanos();
        this.heartbeat = heartbeat.toNanos();
        lastBeat = System.nanoTime();
        trouble = lastBeat - this.lease;
    }

    /** Run a heartbeat and note how it went. */
    void watch(Runnable beat) {
        long began = System.nanoTime();
        boolean well = false;
        try {
            beat.run();
            well = System.nanoTime() - began < heartbeat;
        } finally {
            lastBeat = System.nanoTime();
            if (!well) {
                trouble = lastBeat;
            }
        }
    }

    /** Note trouble of another kind. */
    void disturb() {
        trouble = System.nanoTime();
    }

    /**
     * Return whether leases that were seen to have run out may be taken.
     *
     * @param began when the search for them began, by {@link System#nanoTime}
     */
    boolean holds(long began) {
        long now = System.nanoTime();
        long sinceBeat = now - lastBeat;
        boolean beatHangs = sinceBeat > 2 * heartbeat && sinceBeat < LONGEST_DOUBT * lease;
        if (beatHangs || now - began > heartbeat) {
            trouble = now;
        }
        return now - trouble >= lease;
    }
}
