package dev.analysisjobs.examples.persona.ai;

import java.time.Duration;

/**
 * How patient to be. The simulated service answers at once or never, a real one takes its time.
 *
 * @param call the client's time-out of one call, from sending to the last byte; below {@code attempt}
 * @param attempt the library's limit of one attempt
 * @param attempts how many attempts a job has
 * @param firstWait before the second attempt, doubled each time
 * @param longestWait between two attempts, also when the service asks for more with Retry-After
 */
public record Pace(Duration call, Duration attempt, int attempts, Duration firstWait, Duration longestWait) {
    /** For the simulated service. */
    public static final Pace SIMULATED =
            new Pace(Duration.ofSeconds(2), Duration.ofSeconds(3), 10, Duration.ofMillis(150), Duration.ofSeconds(3));

    /** For a real service. */
    public static final Pace REAL =
            new Pace(Duration.ofSeconds(90), Duration.ofSeconds(100), 5, Duration.ofSeconds(1), Duration.ofMinutes(1));
}
