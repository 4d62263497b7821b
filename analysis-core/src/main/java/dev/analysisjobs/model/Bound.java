package dev.analysisjobs.model;

import java.time.Duration;

/**
 * Compute the longest time from a job's due time to its end (invariant I2), given one healthy node and a reachable database.
 *
 * <p>A job waits at most {@code maxAge}; then the sweep fails it. Claimed in the last moment, its attempt runs at most
 * {@code timeLimit} and is saved within {@code saveLimit}. Does its worker die, the lease ends within {@code lease} of its last renewal and the sweep ends the job.
 * A sweep comes within {@code sweepInterval}; two are counted, since the first may find a lease that ends right after it.
 *
 * @param maxAge the type's longest wait
 * @param timeLimit the type's limit of one attempt
 * @param saveLimit how long the engine tries to save an attempt's end
 * @param lease the engine's lease
 * @param sweepInterval the engine's longest wait between two sweeps
 * @since 0.1
 */
public record Bound(Duration maxAge, Duration timeLimit, Duration saveLimit, Duration lease, Duration sweepInterval) {

    /** Return the bound. */
    public Duration total() {
        return maxAge.plus(timeLimit).plus(saveLimit).plus(lease).plus(sweepInterval.multipliedBy(2));
    }

    /** Return the bound with its parts, for people. */
    @Override
    public String toString() {
        return "ends within " + total() + " of its due time = waits at most " + maxAge + " + one attempt " + timeLimit
                
                + " + its save " + saveLimit + " + lease " + lease + " + two sweeps of " + sweepInterval;
    }
}
