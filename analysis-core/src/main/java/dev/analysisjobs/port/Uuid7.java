package dev.analysisjobs.port;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Make UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then a counter of 12 bits, then random bits. Ids
 * of one JVM grow strictly, so that rows land at the end of their index. Thread-safe.
 *
 * @since 0.1
 */
public final class Uuid7 {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong LAST = new AtomicLong();

    private Uuid7() {}

    /** Return the next id. */
    public static UUID next() {
        // Milliseconds and counter in one number: when a millisecond's counter is full, the next one is borrowed.
        long now = System.currentTimeMillis() << 12;
        long tick = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long high = (tick >>> 12) << 16 | 0x7000L | (tick & 0xFFF);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
