package dev.analysisjobs.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An input that halts the JVM of whoever works on it. */
@Tag("crash")
class PoisonTest {

    @ParameterizedTest
    @EnumSource
    void aPoisonedJobEndsAndTheOthersAreDone(CrashDatabase database) throws Exception {
        try (Cluster cluster =
                new Cluster(database, Plan.of(Seed.next(), 3, 150).withPoison(1))) {
            cluster.start();
            AtomicInteger halted = new AtomicInteger();
            cluster.await("all jobs to end", () -> {
                for (int i = 0; i < 3; i++) {
                    Worker worker = cluster.worker(i);
                    if (!worker.isAlive()) {
                        assertThat(worker.exit()).isEqualTo(WorkerMain.HALTED);
                        halted.incrementAndGet();
                        cluster.start(cluster.settings(i));
                    }
                }
                return cluster.isSubmitted() && cluster.isEnded();
            });
            cluster.finish();

            assertThat(halted).hasValue(Plan.POISON.policy().maxAttempts());
        }
    }
}
