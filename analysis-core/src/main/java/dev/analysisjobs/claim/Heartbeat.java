package dev.analysisjobs.claim;

import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.port.ClaimStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Renews all leases of this node in one statement, and tells attempts whose lease is gone. */
public final class Heartbeat {
    private final ClaimStore store;
    private final String node;
    private final Duration lease;

    public Heartbeat(ClaimStore store, String node, Duration lease) {
        this.store = store;
        this.node = node;
        this.lease = lease;
    }

    public void beat(Collection<? extends HeldLease> held) {
        List<? extends HeldLease> wanted =
                held.stream().filter(HeldLease::wantsRenewal).toList();
        // Also without any: it shows whether this node can write, and with that whether the others could renew.
        Set<LeaseRef> renewed =
                store.renew(node, wanted.stream().map(HeldLease::ref).toList(), lease);
        wanted.stream().filter(one -> !renewed.contains(one.ref())).forEach(HeldLease::lost);
    }
}
