package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.RateLimit;
import dev.analysisjobs.port.ClaimRequest;
import dev.analysisjobs.port.Claimed;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.TypeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Limits of how many attempts of a type start in a time over all nodes. */
abstract class RateLimitContract extends ContractTest {
    private static final int THREADS = 8;
    /** Six per hour, three at once: a permit every ten minutes. */
    private static final RateLimit RATE = new RateLimit(6, Duration.ofHours(1), 3);

    @Test
    final void aQuietTimeGivesABurstAndThenPermitsComeEvenly() {
        submitted(20);

        assertThat(claim("node-a", 9, RATE).jobs()).hasSize(3);
        assertThat(claim("node-b", 9, RATE).jobs()).isEmpty();
        advance(Duration.ofMinutes(10));
        assertThat(claim("node-b", 9, RATE).jobs()).hasSize(1);
        advance(Duration.ofMinutes(20));
        assertThat(claim("node-a", 9, RATE).jobs()).hasSize(2);
        advance(Duration.ofDays(1));
        assertThat(claim("node-b", 9, RATE).jobs()).hasSize(3);
    }

    @Test
    final void theAnswerTellsWhenTheNextPermitComes() {
        submitted(20);

        Claimed burst = claim("node-a", 9, RATE);
        Claimed refused = claim("node-b", 9, RATE);

        for (Claimed told : List.of(burst, refused)) {
            assertThat(told.heldBack()).isTrue();
            assertThat(told.askAgainIn()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10));
        }
    }

    @Test
    final void nobodyIsToldToComeAgainWhenNothingMoreIsDue() {
        submitted(2);

        Claimed claimed = claim("node-a", 9, RATE);

        assertThat(claimed.jobs()).hasSize(2);
        assertThat(claimed.heldBack()).isFalse();
        assertThat(claimed.askAgainIn()).isNull();
    }

    @Test
    final void onlyWhatWasReallyClaimedCounts() {
        submitted(20);

        assertThat(claim("node-a", 1, RATE).jobs()).hasSize(1);
        store.pause(Sample.TYPE, "quota", null);
        assertThat(claim("node-a", 9, RATE).jobs()).isEmpty();
        store.resume(Sample.TYPE);
        assertThat(claim("node-b", 9, RATE).jobs()).hasSize(2);
    }

    @Test
    final void anAttemptThatIsPutBackCountsAllTheSame() {
        RateLimit single = new RateLimit(1, Duration.ofHours(1), 1);
        submitted(1);
        ClaimedJob claimed = claim("node-a", 1, single).jobs().get(0);
        applied(Moves.putBack(claimed, Duration.ZERO));

        Claimed again = claim("node-b", 1, single);

        assertThat(again.jobs()).isEmpty();
        assertThat(again.heldBack()).isTrue();
        advance(Duration.ofHours(1));
        assertThat(claim("node-b", 1, single).jobs()).hasSize(1);
    }

    @Test
    final void theSmallerOfRateAndConcurrencyHolds() {
        submitted(20);

        Claimed full = Requests.claim(store, "node-a", 9, 2, RATE, LEASE);
        assertThat(full.jobs()).hasSize(2);
        assertThat(full.askAgainIn()).as("a permit alone does not help").isNull();

        applied(Moves.complete(full.jobs().get(0)));
        applied(Moves.complete(full.jobs().get(1)));
        Claimed usedUp = Requests.claim(store, "node-a", 9, 2, RATE, LEASE);
        assertThat(usedUp.jobs()).hasSize(1);
        assertThat(usedUp.askAgainIn()).isNotNull();
    }

    @Test
    final void aTypeWithoutPermitsHoldsUpNoOther() {
        submitted(9);
        claim("node-a", 9, RATE);
        NewJob other = submit(Sample.job().type("other"));

        List<ClaimedJob> claimed = store.claim(new ClaimRequest(
                        "node-b",
                        List.of(new TypeRequest(Sample.TYPE, 5, null, RATE), TypeRequest.of("other", 5)),
                        5,
                        LEASE))
                .jobs();

        assertThat(claimed).extracting(job -> job.job().id()).containsExactly(other.id());
    }

    @Test
    final void aLimitThatWasMadeMoreGenerousHoldsAtOnce() {
        RateLimit slow = new RateLimit(1, Duration.ofDays(30), 1);
        RateLimit quick = new RateLimit(1, Duration.ofMinutes(1), 1);
        submitted(9);
        assertThat(claim("old", 9, slow).jobs()).hasSize(1);

        Claimed first = claim("new", 9, quick);

        assertThat(first.jobs()).isEmpty();
        assertThat(first.askAgainIn()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
        advance(Duration.ofMinutes(1));
        assertThat(claim("new", 9, quick).jobs()).hasSize(1);
        assertThat(claim("old", 9, slow).jobs()).isEmpty();
    }

    @Test
    final void manyClaimsAtOnceStartNoMoreThanThePermits() throws Exception {
        RateLimit rate = new RateLimit(5, Duration.ofDays(5), 5);
        submitted(40);
        int started = 0;

        try (Crowd crowd = new Crowd(THREADS)) {
            for (int claims : crowd.run(THREADS, () -> {
                int mine = 0;
                for (int i = 0; i < 10; i++) {
                    mine += claim("node", 2, rate).jobs().size();
                }
                return mine;
            })) {
                started += claims;
            }
        }

        // Whoever met another one's claim left the type alone, so something may be left.
        started += claim("node", 9, rate).jobs().size();
        assertThat(started).isEqualTo(5);
    }

    /** Random rates, waits and claims of two nodes; {@code -Dcontract.seed=N} runs one of them alone. */
    @Test
    final void noPeriodEverHoldsMoreStartsThanItsPermitsAndTheRestOfABurst() {
        String chosen = System.getProperty("contract.seed");
        long first = chosen == null ? new Random().nextLong() : Long.parseLong(chosen);
        for (long seed = first; seed < first + (chosen == null ? 5 : 1); seed++) {
            simulate(seed);
        }
    }

    private void simulate(long seed) {
        Random random = new Random(seed);
        int permits = 1 + random.nextInt(8);
        RateLimit rate = new RateLimit(permits, Duration.ofMinutes(permits), 1 + random.nextInt(permits));
        String type = "rate-" + seed;
        List<NewJob> jobs = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            jobs.add(Sample.job().type(type).build());
        }
        store.insert(jobs);
        List<Instant> starts = new ArrayList<>();
        Duration passed = Duration.ZERO;
        for (int step = 0; step < 40; step++) {
            TypeRequest request = new TypeRequest(type, 1 + random.nextInt(9), null, rate);
            Claimed claimed = store.claim(new ClaimRequest("node-" + step % 2, List.of(request), 9, LEASE));
            for (ClaimedJob job : claimed.jobs()) {
                starts.add(job.startedAt().plus(passed));
            }
            Duration wait = Duration.ofSeconds(random.nextInt(100));
            if (claimed.askAgainIn() != null && random.nextBoolean()) {
                wait = Duration.ofSeconds(claimed.askAgainIn().toSeconds() + 1);
                advance(wait);
                passed = passed.plus(wait);
                Claimed promised = store.claim(
                        new ClaimRequest("node-a", List.of(new TypeRequest(type, 1, null, rate)), 1, LEASE));
                assertThat(promised.jobs()).as("seed %d, promised permit", seed).hasSize(1);
                starts.add(promised.jobs().get(0).startedAt().plus(passed));
            } else {
                advance(wait);
                passed = passed.plus(wait);
            }
        }
        int most = rate.permits() + rate.burst() - 1;
        for (int i = 0; i + most < starts.size(); i++) {
            assertThat(Duration.between(starts.get(i), starts.get(i + most)))
                    .as("seed %d, %s, starts %d and %d", seed, rate, i, i + most)
                    .isGreaterThanOrEqualTo(rate.per());
        }
        assertThat(starts).as("seed %d", seed).hasSizeGreaterThan(most);
    }

    private void submitted(int count) {
        for (int i = 0; i < count; i++) {
            submit(Sample.job());
        }
    }

    private Claimed claim(String node, int freeSlots, RateLimit rate) {
        return Requests.claim(store, node, freeSlots, null, rate, LEASE);
    }
}
