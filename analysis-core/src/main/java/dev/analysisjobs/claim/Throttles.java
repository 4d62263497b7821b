package dev.analysisjobs.claim;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Hold types back on this node after a provider asked to slow down. Measured on the store's clock. Thread-safe. */
public final class Throttles {
    private final Supplier<Instant> storeClock;
    private final Map<String, Instant> until = new ConcurrentHashMap<>();

    /**
     * @param storeClock read only while some type is held back
     */
    public Throttles(Supplier<Instant> storeClock) {
        this.storeClock = storeClock;
    }

    /** Claim no job of a type for a while; a shorter wait never cuts a longer one. */
    public void slowDown(String type, Duration wait) {
        until.merge(type, storeClock.get().plus(wait), (a, b) -> a.isAfter(b) ? a : b);
    }

    /** Return whether a type may be claimed. */
    public boolean isOpen(String type) {
        Instant end = until.get(type);
        if (end == null) {
            return true;
        }
        if (storeClock.get().isBefore(end)) {
            return false;
        }
        until.remove(type, end);
        return true;
    }
}
