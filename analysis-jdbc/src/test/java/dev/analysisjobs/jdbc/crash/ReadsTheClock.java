package dev.analysisjobs.jdbc.crash;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;

/** Reads the clock in every way: something for the rule against it to find. */
final class ReadsTheClock {
    List<Object> read() {
        return List.of(
                System.currentTimeMillis(),
                Instant.now(),
                LocalDateTime.now(Clock.systemUTC()),
                InstantSource.system());
    }
}
