package dev.analysisjobs.claim;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hold types back on this node after a provider asked to slow down. Measured on the monotonic clock. Thread-safe. */
public final class Throttles {
    private final Map<String, Long> untilNanos = new ConcurrentHashMap<>();

    /** Claim no job of a type for a while; a shorter wait never cuts a longer one. */
    public void slowDown(String type, Duration wait) {
        long until = System.nanoTime() + wait.toNanos();
        untilNanos.merge(type, until, (a, b) -> a - b > 0 ? a : b);
    }

    /** Return whether a type may be claimed. */
    public boolean isOpen(String type) {
        Long until = untilNanos.get(type);
        if (until == null) {
            return true;
        }
        if (System.nanoTime() - until >= 0) {
            untilNanos.remove(type, until);
            return true;
        }
        return false;
    }
}
