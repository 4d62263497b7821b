package dev.analysisjobs.port;

import dev.analysisjobs.model.RateLimit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ask for jobs of one type.
 *
 * @param type the type's name
 * @param freeSlots how many at most: what the node has room for
 * @param mostAcrossNodes how many may be processing in the whole store, at least 1; null is no limit
 * @param rate how many attempts may start in a time in the whole store; null is no limit
 * @since 0.1
 */
public record TypeRequest(
        String type,
        int freeSlots,
        @Nullable Integer mostAcrossNodes,
        @Nullable RateLimit rate) {

    /**
     * Check the numbers.
     *
     * @throws IllegalArgumentException naming the number, its value and its limit
     */
    public TypeRequest {
        Objects.requireNonNull(type, "type");
        if (freeSlots < 0) {
            throw new IllegalArgumentException("freeSlots of type '" + type + "' is " + freeSlots + ", the least is 0");
        }
        if (mostAcrossNodes != null && mostAcrossNodes < 1) {
            throw new IllegalArgumentException(
                    "mostAcrossNodes of type '" + type + "' is " + mostAcrossNodes + ", the least is 1");
        }
    }

    /** Ask for jobs of a type that is not limited across nodes. */
    public static TypeRequest of(String type, int freeSlots) {
        return new TypeRequest(type, freeSlots, null, null);
    }

    /** Return whether a limit across nodes holds. */
    public boolean isLimited() {
        return mostAcrossNodes != null || rate != null;
    }

    /** Return this request for no more than a number of jobs. */
    public TypeRequest atMost(int most) {
        return new TypeRequest(type, Math.min(freeSlots, most), mostAcrossNodes, rate);
    }
}
