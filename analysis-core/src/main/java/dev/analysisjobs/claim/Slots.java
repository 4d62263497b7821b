package dev.analysisjobs.claim;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Count the slots of a node: how many attempts may run at once, in all and per type. A slot is taken at the claim and given
 * back when the attempt's end is committed and its thread has ended. Thread-safe.
 */
public final class Slots {
    private final int total;
    private final Map<String, Integer> perType;
    private final Map<String, Integer> taken = new HashMap<>();
    private int takenInAll;

    /**
     * @param total slots over all types
     * @param perType slots of each type that this node runs, none more than {@code total}
     */
    public Slots(int total, Map<String, Integer> perType) {
        this.total = total;
        this.perType = new LinkedHashMap<>(perType);
    }

    /** Return the free slots of each type; types without one are left out. */
    public synchronized Map<String, Integer> free() {
        Map<String, Integer> free = new LinkedHashMap<>();
        perType.forEach((type, most) -> {
            int left = Math.min(most - taken.getOrDefault(type, 0), total - takenInAll);
            if (left > 0) {
                free.put(type, left);
            }
        });
        return free;
    }

    /** Return the free slots over all types. */
    public synchronized int freeInAll() {
        return Math.max(0, total - takenInAll);
    }

    public synchronized int taken() {
        return takenInAll;
    }

    public int total() {
        return total;
    }

    public synchronized void take(String type) {
        taken.merge(type, 1, Integer::sum);
        takenInAll++;
    }

    public synchronized void release(String type) {
        taken.merge(type, -1, Integer::sum);
        takenInAll--;
    }
}
