package dev.analysisjobs.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers that are killed at any point, again and again. */
@Tag("crash")
class KilledWorkersTest {
    private static final int KILLS = 8;

    @ParameterizedTest
    @EnumSource
    void whoeverIsKilledWheneverNothingIsLostAndNothingIsDoubled(CrashDatabase database) throws Exception {
        long seed = Seed.next();
        Random random = new Random(seed);
        try (Cluster cluster = new Cluster(database, Plan.of(seed, 3, 300))) {
            cluster.start();
            int calls = 0;
            for (int i = 0; i < KILLS; i++) {
                calls += 10 + random.nextInt(50);
                cluster.awaitCalls(calls);
                int victim = random.nextInt(3);
                cluster.worker(victim).kill();
                cluster.start(cluster.settings(victim).withPool(1 + i % 3));
            }
            FinalCheck check = cluster.finish();

            assertThat(check.lost()).as("attempts that died with their worker").isNotEmpty();
        }
    }
}
