package dev.analysisjobs.claim;

import dev.analysisjobs.model.LeaseRef;

/** What the heartbeat has to know of a running attempt. */
public interface HeldLease {
    LeaseRef ref();

    /** Return whether the lease shall live on; false from the moment the attempt and its save are past their limits. */
    boolean wantsRenewal();

    /** Hear that the lease is gone: drop the answer, stop the call. */
    void lost();
}
