package dev.analysisjobs.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.jdbc.crash.Proxy.AtCommit;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network that cuts, swallows and refuses. */
@Tag("crash")
class NetworkTest {

    /** What was committed and not acknowledged is read back, by workers that have one connection each for everything. */
    @ParameterizedTest
    @EnumSource
    void connectionsCutAtTheirCommitsLoseAndDoubleNothing(CrashDatabase database) throws Exception {
        long seed = Seed.next();
        Random random = new Random(seed);
        try (Cluster cluster = new Cluster(database, Plan.of(seed, 3, 250))) {
            cluster.proxy().atCommit(number -> fate(random));
            for (int i = 0; i < 3; i++) {
                cluster.start(cluster.settings(i).withPool(1));
            }
            cluster.awaitEnd();
            cluster.proxy().atCommit(number -> AtCommit.PASS);
            cluster.finish();

            assertThat(cluster.proxy().cutBefore()).isGreaterThan(3);
            assertThat(cluster.proxy().cutAfter()).isGreaterThan(3);
        }
    }

    private static AtCommit fate(Random random) {
        synchronized (random) {
            int chance = random.nextInt(100);
            return chance < 7 ? AtCommit.CUT_BEFORE : chance < 14 ? AtCommit.CUT_AFTER : AtCommit.PASS;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNetworkThatSwallowsThenRefusesEverythingStopsNobodyForGood(CrashDatabase database) throws Exception {
        try (Cluster cluster = new Cluster(database, Plan.of(Seed.next(), 3, 250))) {
            cluster.start();
            cluster.awaitCalls(60);
            cluster.proxy().cutAll();
            cluster.awaitCalls(90);
            cluster.proxy().hold();
            Cluster.last(Server.SOCKET_TIMEOUT.plusSeconds(2));
            cluster.proxy().refuse(true);
            cluster.proxy().release();
            cluster.proxy().cutAll();
            Cluster.last(Duration.ofSeconds(1));
            cluster.proxy().refuse(false);

            cluster.finish();
        }
    }
}
