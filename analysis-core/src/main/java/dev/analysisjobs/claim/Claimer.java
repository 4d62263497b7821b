package dev.analysisjobs.claim;

import dev.analysisjobs.model.TypePolicy;
import dev.analysisjobs.port.ClaimRequest;
import dev.analysisjobs.port.ClaimStore;
import dev.analysisjobs.port.Claimed;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.TypeRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Claims due jobs for the free slots of this node and hands each to be run. */
public final class Claimer {
    /** The most jobs of one claim. */
    public static final int BATCH = 500;

    private final ClaimStore store;
    private final String node;
    private final Duration lease;
    private final Slots slots;
    private final Throttles throttles;
    private final Function<String, TypePolicy> policies;
    private final Consumer<ClaimedJob> dispatch;

    /**
     * @param policies the policies of the types that there are slots for
     * @param dispatch starts a claimed job; its slot is taken already, and it is the dispatched job's to give it back, also
     *     when starting fails
     */
    public Claimer(
            ClaimStore store,
            String node,
            Duration lease,
            Slots slots,
            Throttles throttles,
            Function<String, TypePolicy> policies,
            Consumer<ClaimedJob> dispatch) {
        this.store = store;
        this.node = node;
        this.lease = lease;
        this.slots = slots;
        this.throttles = throttles;
        this.policies = policies;
        this.dispatch = dispatch;
    }

    /** What a claim left. */
    public enum Left {
        /** Nothing more is due for the free slots. */
        NOTHING,
        /** More may be due right now, and slots are free for it. */
        MORE,
        /** More may be due, but some type waits for a free slot of this node or a limit across nodes. */
        HELD_BACK
    }

    /**
     * What a claim found.
     *
     * @param askAgainIn when a limit across nodes may let more through; null means that this is not known
     */
    public record Found(Left left, @Nullable Duration askAgainIn) {}

    /** Claim once. */
    public Found claim() {
        Map<String, Integer> free = slots.free();
        free.keySet().removeIf(type -> !throttles.isOpen(type));
        int limit = Math.min(slots.freeInAll(), BATCH);
        if (free.isEmpty() || limit == 0) {
            return new Found(Left.HELD_BACK, null);
        }
        List<TypeRequest> types = free.entrySet().stream()
                .map(type -> request(policies.apply(type.getKey()), type.getValue()))
                .toList();
        Claimed claimed = store.claim(new ClaimRequest(node, types, limit, lease));
        claimed.jobs().forEach(job -> slots.take(job.job().type()));
        claimed.jobs().forEach(dispatch);
        int taken = claimed.jobs().size();
        if (taken == BATCH) {
            return new Found(Left.MORE, null);
        }
        claimed.jobs().forEach(job -> free.merge(job.job().type(), -1, Integer::sum));
        boolean heldBack = taken == limit || free.containsValue(0) || claimed.heldBack();
        return new Found(heldBack ? Left.HELD_BACK : Left.NOTHING, claimed.askAgainIn());
    }

    private static TypeRequest request(TypePolicy policy, int free) {
        return new TypeRequest(policy.type(), free, policy.concurrencyAcrossNodes(), policy.rateLimit());
    }
}
