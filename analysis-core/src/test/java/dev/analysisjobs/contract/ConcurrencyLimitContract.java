package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.ClaimRequest;
import dev.analysisjobs.port.Claimed;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.TypeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Limits of how many jobs of a type run at once over all nodes. */
abstract class ConcurrencyLimitContract extends ContractTest {
    private static final int THREADS = 8;

    @Test
    final void allNodesTogetherNeverRunMoreOfATypeThanItsLimit() {
        submitted(10);

        Claimed first = claim("node-a", 2, 3);
        Claimed second = claim("node-b", 5, 3);
        Claimed third = claim("node-c", 5, 3);

        assertThat(first.jobs()).hasSize(2);
        assertThat(first.heldBack()).as("its own slots ended it").isFalse();
        assertThat(second.jobs()).hasSize(1);
        assertThat(second.heldBack()).isTrue();
        assertThat(third.jobs()).isEmpty();
        assertThat(third.heldBack()).isTrue();
        assertThat(third.askAgainIn()).as("nobody knows when a job ends").isNull();
    }

    @Test
    final void aJobThatEndsInAnyWayMakesRoom() {
        submitted(10);
        ClaimedJob running = only(claim("node-a", 5, 1));

        applied(Moves.complete(running));
        running = only(claim("node-b", 5, 1));
        applied(Moves.giveUp(running));
        running = only(claim("node-a", 5, 1));
        applied(Moves.retryLater(running, Duration.ofHours(1)));
        running = only(claim("node-b", 5, 1));
        applied(Moves.putBack(running, Duration.ofHours(1)));
        running = only(claim("node-a", 5, 1));
        applied(Moves.cancel(running.job().id()));
        only(claim("node-b", 5, 1));
    }

    @Test
    final void aLeaseThatRanOutCountsUntilTheSweepTookIt() {
        submitted(2);
        ClaimedJob lost = only(claim("node-a", 5, 1));
        advance(LEASE.plusHours(1));

        assertThat(claim("node-b", 5, 1).jobs()).isEmpty();

        applied(Moves.expire(lost));
        only(claim("node-b", 5, 1));
    }

    @Test
    final void aClaimThatLeavesNothingDueIsNotHeldBack() {
        submitted(2);

        Claimed claimed = claim("node-a", 5, 3);

        assertThat(claimed.jobs()).hasSize(2);
        assertThat(claimed.heldBack()).isFalse();
    }

    @Test
    final void aFullTypeHoldsUpNoOther() {
        submitted(3);
        only(claim("node-a", 5, 1));
        NewJob other = submit(Sample.job().type("other"));

        List<ClaimedJob> claimed = store.claim(new ClaimRequest(
                        "node-b",
                        List.of(new TypeRequest(Sample.TYPE, 5, 1, null), TypeRequest.of("other", 5)),
                        5,
                        LEASE))
                .jobs();

        assertThat(claimed).extracting(job -> job.job().id()).containsExactly(other.id());
    }

    @Test
    final void nodesThatDifferEachApplyTheirOwnNumberToAllThatRuns() {
        submitted(10);

        assertThat(claim("one", 5, 1).jobs()).hasSize(1);
        assertThat(claim("one", 5, 1).jobs()).isEmpty();
        assertThat(claim("three", 5, 3).jobs()).hasSize(2);
        assertThat(claim("one", 5, 1).jobs()).isEmpty();
        assertThat(Requests.claim(store, "without", Map.of(Sample.TYPE, 2), 2, LEASE))
                .hasSize(2);
        assertThat(claim("three", 5, 3).jobs()).isEmpty();
    }

    @Test
    final void aPausedTypeIsNotClaimedUnderALimitEither() {
        submitted(2);
        store.pause(Sample.TYPE, "quota", null);

        assertThat(claim("node-a", 5, 1).jobs()).isEmpty();

        store.resume(Sample.TYPE);
        only(claim("node-a", 5, 1));
    }

    @Test
    final void manyClaimsAtOnceNeverExceedLimitsAndNeverWaitForEachOtherInACircle() throws Exception {
        int jobs = 120;
        Map<String, Integer> limits = Map.of("a", 2, "b", 3);
        List<NewJob> all = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            all.add(Sample.job().type(i % 2 == 0 ? "a" : "b").build());
        }
        store.insert(all);
        Map<String, AtomicInteger> running = Map.of("a", new AtomicInteger(), "b", new AtomicInteger());
        AtomicInteger tooMany = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger turn = new AtomicInteger();

        try (Crowd crowd = new Crowd(THREADS)) {
            crowd.run(THREADS, () -> {
                List<TypeRequest> types = new ArrayList<>(List.of(
                        new TypeRequest("a", 5, limits.get("a"), null),
                        new TypeRequest("b", 5, limits.get("b"), null)));
                if (turn.incrementAndGet() % 2 == 0) {
                    Collections.reverse(types);
                }
                String node = "node-" + UUID.randomUUID();
                while (ended.get() < jobs && !Thread.currentThread().isInterrupted()) {
                    List<ClaimedJob> mine = store.claim(new ClaimRequest(node, types, 10, LEASE))
                            .jobs();
                    for (ClaimedJob job : mine) {
                        String type = job.job().type();
                        tooMany.addAndGet(running.get(type).incrementAndGet() > limits.get(type) ? 1 : 0);
                    }
                    for (ClaimedJob job : mine) {
                        // Down before the row is free: above the limit means that more rows were processing.
                        running.get(job.job().type()).decrementAndGet();
                        applied(Moves.complete(job));
                        ended.incrementAndGet();
                    }
                }
                return node;
            });
        }

        assertThat(tooMany).hasValue(0);
        assertThat(store.counts().of(JobStatus.COMPLETED)).isEqualTo(jobs);
    }

    private void submitted(int count) {
        for (int i = 0; i < count; i++) {
            submit(Sample.job());
        }
    }

    private Claimed claim(String node, int freeSlots, int most) {
        return Requests.claim(store, node, freeSlots, most, null, LEASE);
    }

    private static ClaimedJob only(Claimed claimed) {
        assertThat(claimed.jobs()).hasSize(1);
        return claimed.jobs().get(0);
    }
}
