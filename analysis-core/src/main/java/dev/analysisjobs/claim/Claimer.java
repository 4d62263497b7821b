package dev.analysisjobs.claim;

import dev.analysisjobs.port.ClaimStore;
import dev.analysisjobs.port.ClaimedJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Claims due jobs for the free slots of this node and hands each to be run. */
public final class Claimer {
    /** The most jobs of one claim. */
    public static final int BATCH = 500;

    private final ClaimStore store;
    private final String node;
    private final Duration lease;
    private final Slots slots;
    private final Throttles throttles;
    private final Consumer<ClaimedJob> dispatch;

    /**
     * @param dispatch starts a claimed job; its slot is taken already, and it is the dispatched job's to give it back, also
     *     when starting fails
     */
    public Claimer(
            ClaimStore store,
            String node,
            Duration lease,
            Slots slots,
            Throttles throttles,
            Consumer<ClaimedJob> dispatch) {
        this.store = store;
        this.node = node;
        this.lease = lease;
        this.slots = slots;
        this.throttles = throttles;
        this.dispatch = dispatch;
    }

    /** What a claim found. */
    public enum Found {
        /** Nothing more is due for the free slots. */
        DRAINED,
        /** More may be due right now, and slots are free for it. */
        MORE,
        /** More may be due, but some type waits for a free slot. */
        SLOTS_FULL
    }

    /** Claim once. */
    public Found claim() {
        Map<String, Integer> free = slots.free();
        free.keySet().removeIf(type -> !throttles.isOpen(type));
        int limit = Math.min(slots.freeInAll(), BATCH);
        if (free.isEmpty() || limit == 0) {
            return Found.SLOTS_FULL;
        }
        List<ClaimedJob> claimed = store.claim(node, free, limit, lease);
        claimed.forEach(job -> slots.take(job.job().type()));
        claimed.forEach(dispatch);
        if (claimed.size() == BATCH) {
            return Found.MORE;
        }
        claimed.forEach(job -> free.merge(job.job().type(), -1, Integer::sum));
        return claimed.size() == limit || free.containsValue(0) ? Found.SLOTS_FULL : Found.DRAINED;
    }
}
