package dev.analysisjobs.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker that stands still for longer than its lease and then goes on as if nothing had been. */
@Tag("crash")
class FrozenWorkerTest {
    private static final String ITS_JOBS = "status = 'processing' AND lease_owner LIKE 'worker-0-%'";

    @ParameterizedTest
    @EnumSource
    void lateAnswersAreFencedOffAndTheJobsAreDoneByOthers(CrashDatabase database) throws Exception {
        try (Cluster cluster = new Cluster(database, Plan.of(Seed.next(), 3, 250))) {
            cluster.start();
            cluster.awaitCalls(40);
            Worker frozen = cluster.worker(0);
            Set<Saying> late = freezeWhileItCalls(cluster, frozen);

            cluster.await("its jobs to be taken over", () -> cluster.count(ITS_JOBS) == 0);
            frozen.thaw();
            cluster.await(
                    "it to hear that it is too late",
                    () -> sayings(frozen, "FENCED").containsAll(late));
            FinalCheck check = cluster.finish();

            assertThat(check.lostCalls()).as("attempts that were taken from it").containsAll(late);
        }
    }

    /** Returns the calls in the midst of which the worker is now. */
    private static Set<Saying> freezeWhileItCalls(Cluster cluster, Worker worker) throws Exception {
        while (true) {
            worker.freeze();
            Set<Saying> calls = new HashSet<>(sayings(worker, "CALL"));
            sayings(worker, "ANSWER").forEach(calls::remove);
            if (!calls.isEmpty() && cluster.count(ITS_JOBS) > 0) {
                return calls;
            }
            worker.thaw();
            int before = sayings(worker, "CALL").size();
            cluster.await("another call", () -> sayings(worker, "CALL").size() > before);
        }
    }

    private static List<Saying> sayings(Worker worker, String word) {
        return worker.said(word).stream().map(Saying::parse).toList();
    }
}
