package dev.analysisjobs.engine;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Wakes those who wait on this node for a job that ended on this node. A hint: whoever waits reads the store as well. */
final class EndSignals {
    private final ConcurrentHashMap<UUID, Waiting> waiting = new ConcurrentHashMap<>();

    private record Waiting(CountDownLatch latch, int count) {}

    /** Begin to wait; pair with {@link #leave}. */
    CountDownLatch enter(UUID jobId) {
        return waiting.compute(
                        jobId,
                        (id, old) -> old == null
                                ? new Waiting(new CountDownLatch(1), 1)
                                : new Waiting(old.latch(), old.count() + 1))
                .latch();
    }

    void leave(UUID jobId, CountDownLatch latch) {
        waiting.computeIfPresent(jobId, (id, old) -> {
            if (old.latch() != latch) {
                return old;
            }
            return old.count() == 1 ? null : new Waiting(latch, old.count() - 1);
        });
    }

    void ended(UUID jobId) {
        Waiting all = waiting.remove(jobId);
        if (all != null) {
            all.latch().countDown();
        }
    }
}
