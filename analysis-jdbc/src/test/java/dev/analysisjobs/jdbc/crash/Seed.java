package dev.analysisjobs.jdbc.crash;

import java.util.concurrent.ThreadLocalRandom;

/** What a run's chances grow from: another one each time, or the one that is given to see a run again. */
final class Seed {
    private Seed() {}

    static long next() {
        Long given = Long.getLong("crash.seed");
        return given == null ? ThreadLocalRandom.current().nextInt(1_000_000) : given;
    }
}
