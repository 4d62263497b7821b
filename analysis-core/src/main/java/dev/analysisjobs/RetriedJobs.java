package dev.analysisjobs;

/**
 * Say what a retry of many jobs did.
 *
 * @param retried jobs that wait again
 * @param keyHeld jobs that stay failed because another job holds their key; retry them when that has ended
 * @param lost jobs that were no longer failed when their turn came, or that the store refuses to start anew
 * @since 0.1
 */
public record RetriedJobs(long retried, long keyHeld, long lost) {

    /** Return how many jobs were found. */
    public long found() {
        return retried + keyHeld + lost;
    }

    RetriedJobs and(RetriedJobs more) {
        return new RetriedJobs(retried + more.retried, keyHeld + more.keyHeld, lost + more.lost);
    }
}
