package dev.analysisjobs.contract;

import dev.analysisjobs.model.RateLimit;
import dev.analysisjobs.port.ClaimRequest;
import dev.analysisjobs.port.ClaimStore;
import dev.analysisjobs.port.Claimed;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.TypeRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Claim in tests. */
public final class Requests {
    private Requests() {}

    /** Claim jobs of types that are not limited across nodes. */
    public static List<ClaimedJob> claim(
            ClaimStore store, String node, Map<String, Integer> freeSlots, int limit, Duration lease) {
        List<TypeRequest> types = freeSlots.entrySet().stream()
                .map(type -> TypeRequest.of(type.getKey(), type.getValue()))
                .toList();
        return store.claim(new ClaimRequest(node, types, limit, lease)).jobs();
    }

    /** Claim jobs of the sample's type under limits across nodes; null is no limit. */
    public static Claimed claim(
            ClaimStore store, String node, int freeSlots, Integer mostAcrossNodes, RateLimit rate, Duration lease) {
        List<TypeRequest> types = List.of(new TypeRequest(Sample.TYPE, freeSlots, mostAcrossNodes, rate));
        return store.claim(new ClaimRequest(node, types, freeSlots, lease));
    }
}
