package dev.analysisjobs.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that is away for longer than a lease: killed, or taking no writes. No worker is started again. */
@Tag("crash")
class DatabaseRestartTest {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(4);

    /** The pool's default: who asks for a connection meanwhile waits, and sees no error at all. */
    private static final Duration POOLS_DEFAULT = Duration.ofSeconds(30);

    /** Longer than a pool pauses between two tries to connect, which is up to 5 s. */
    private static final Duration POOL_IS_BACK = Duration.ofSeconds(8);

    /** Enough that calls are under way at each outage. */
    private static final int JOBS = 150;

    @ParameterizedTest
    @EnumSource
    void workersOutliveAKilledDatabaseAndNoCallIsChargedForIt(CrashDatabase database) throws Exception {
        try (Cluster cluster = new Cluster(database, Plan.of(Seed.next(), 3, JOBS))) {
            for (int i = 0; i < 3; i++) {
                WorkerSettings settings = cluster.settings(i).withLease(POOL_IS_BACK);
                cluster.start(i == 0 ? settings : settings.withConnectionTimeout(POOLS_DEFAULT));
            }
            cluster.beside(cluster.settings(0).withLease(POOL_IS_BACK).idle().withConnectionTimeout(POOLS_DEFAULT));
            cluster.awaitCalls(40);
            cluster.server().kill();
            cluster.server().restart();
            cluster.awaitCalls(100);
            cluster.server().kill();
            Cluster.last(POOL_IS_BACK.plusSeconds(1));
            cluster.server().restart();
            FinalCheck check = cluster.finish();

            assertThat(check.lostCalls())
                    .as("calls charged for the database's absence%s", cluster.diagnosis())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTimeWithoutWritesCostsNoAttemptAndNoRestart(CrashDatabase database) throws Exception {
        try (Cluster cluster = new Cluster(database, Plan.of(Seed.next(), 3, JOBS))) {
            for (int i = 0; i < 3; i++) {
                cluster.start(cluster.settings(i).withLease(LEASE));
            }
            cluster.beside(cluster.settings(0).withLease(LEASE).idle());
            cluster.awaitCalls(40);
            cluster.server().readOnly(true);
            try {
                Cluster.last(LONGER_THAN_A_LEASE);
            } finally {
                cluster.server().readOnly(false);
            }
            FinalCheck check = cluster.finish();

            assertThat(check.lost())
                    .as("attempts charged for the database's absence%s", cluster.diagnosis())
                    .isEmpty();
        }
    }
}
