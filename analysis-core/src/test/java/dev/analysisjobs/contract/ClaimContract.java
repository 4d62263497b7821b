package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.ClaimRank;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Lease;
import dev.analysisjobs.model.Pause;
import dev.analysisjobs.model.Violation;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.ContextCarrier;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Claiming: which jobs, in which order, and what is counted (invariant I8). */
abstract class ClaimContract extends ContractTest {

    @Test
    final void aClaimCountsTheAttemptAndTheTokenBeforeItReturns() {
        NewJob job = submit(Sample.job());
        Instant before = store.now();

        ClaimedJob claimed = claimed();

        StoreRows.JobRow row = row(job.id());
        assertThat(row.attempts()).isEqualTo(1);
        assertThat(row.leaseToken()).isEqualTo(1);
        assertThat(claimed.job()).isEqualTo(find(job.id()));
        assertThat(claimed.job().status()).isEqualTo(JobStatus.PROCESSING);
        Lease lease = claimed.lease();
        assertThat(lease.owner()).isEqualTo(NODE);
        assertThat(lease.token()).isEqualTo(1);
        assertThat(lease.until()).isBetween(before.plus(LEASE), store.now().plus(LEASE));
        assertThat(claimed.startedAt()).isBetween(before, store.now());
        assertThat(claimed.input()).isEqualTo(job.input());
        assertThat(claimed.checkpoint()).isNull();
        assertThat(claimed.previous()).isNull();
    }

    @Test
    final void aClaimedJobIsNotClaimedAgain() {
        submit(Sample.job());

        assertThat(claim(5)).hasSize(1);
        assertThat(claim(5)).isEmpty();
    }

    @Test
    final void aJobWhoseLeaseRanOutIsNotClaimedBeforeTheSweepTookIt() {
        claimed(Sample.job());
        advance(LEASE.plusHours(1));

        assertThat(claim(5)).isEmpty();
    }

    @Test
    final void endedJobsAreNeverClaimed() {
        applied(Moves.complete(claimed(Sample.job())));
        applied(Moves.giveUp(claimed(Sample.job())));
        applied(Moves.cancel(submit(Sample.job()).id()));
        advance(Duration.ofDays(1));

        assertThat(claim(5)).isEmpty();
    }

    @Test
    final void aPointOfPriorityIsAHeadStartOfAMinuteAndEqualRanksGoById() {
        Instant due = store.now().plus(Duration.ofHours(3));
        Duration hour = Duration.ofHours(1);
        Duration micro = Duration.of(1, ChronoUnit.MICROS);
        NewJob level = Sample.job().notBefore(due).build();
        NewJob urgent = Sample.job().priority(60).notBefore(due.plus(hour)).build();
        NewJob idle = Sample.job().priority(-60).notBefore(due.minus(hour)).build();
        // An id with its highest bit set is large in a database, although Java compares it as negative.
        NewJob largeId = Sample.job()
                .id(UUID.fromString("ffffffff-ffff-4fff-bfff-ffffffffffff"))
                .notBefore(due)
                .build();
        NewJob before =
                Sample.job().priority(60).notBefore(due.plus(hour).minus(micro)).build();
        NewJob after =
                Sample.job().priority(60).notBefore(due.plus(hour).plus(micro)).build();
        store.insert(List.of(largeId, after, level, idle, urgent, before));
        advance(Duration.ofHours(5));

        assertThat(ids(claim(10)))
                .containsExactly(before.id(), level.id(), urgent.id(), idle.id(), largeId.id(), after.id());
    }

    @Test
    final void aJobOfTheLowestPriorityIsOvertakenOnlyUntilItHasWaitedForTheHeadStarts() {
        NewJob idle = submit(Sample.job().priority(-ClaimRank.PRIORITY_LIMIT));
        advance(Duration.ofHours(33));
        NewJob early = submit(Sample.job().priority(ClaimRank.PRIORITY_LIMIT));
        advance(Duration.ofHours(1));
        NewJob late = submit(Sample.job().priority(ClaimRank.PRIORITY_LIMIT));

        assertThat(ids(claim(10))).containsExactly(early.id(), idle.id(), late.id());
    }

    @Test
    final void aRetryStandsInLineByItsNewDueTime() {
        ClaimedJob first = claimed(Sample.job());
        applied(Moves.retryLater(first, Duration.ofMinutes(10)));
        NewJob second = submit(Sample.job());
        advance(Duration.ofMinutes(11));

        assertThat(ids(claim(10))).containsExactly(second.id(), first.job().id());
    }

    @Test
    final void aPriorityBeyondItsLimitsIsRefused() {
        for (int priority : List.of(ClaimRank.PRIORITY_LIMIT + 1, -ClaimRank.PRIORITY_LIMIT - 1)) {
            assertThatThrownBy(() -> insert(Sample.job().priority(priority).build()))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(StoreException.Kind.REFUSED))
                    .hasMessageContaining(String.valueOf(priority))
                    .hasMessageContaining("1000");
        }
    }

    @Test
    final void theOrderHoldsOverTypesAndOverClaims() {
        List<NewJob> jobs = new ArrayList<>();
        for (int priority = 1; priority <= 6; priority++) {
            jobs.add(submit(Sample.job().type(priority % 2 == 0 ? "a" : "b").priority(priority)));
        }
        Collections.reverse(jobs);

        Map<String, Integer> slots = Map.of("a", 9, "b", 9);
        List<ClaimedJob> claimed = new ArrayList<>(Requests.claim(store, NODE, slots, 4, LEASE));
        claimed.addAll(Requests.claim(store, NODE, slots, 1, LEASE));
        claimed.addAll(Requests.claim(store, NODE, slots, 1, LEASE));

        assertThat(ids(claimed)).isEqualTo(jobs.stream().map(NewJob::id).toList());
    }

    @Test
    final void neverMoreOfATypeThanItsFreeSlotsAndNoOtherType() {
        for (int i = 0; i < 5; i++) {
            submit(Sample.job().type("a").priority(9));
            submit(Sample.job().type("b"));
            submit(Sample.job().type("c"));
            submit(Sample.job().type("d"));
        }

        List<ClaimedJob> claimed = Requests.claim(store, NODE, Map.of("a", 2, "b", 4, "c", 0), 100, LEASE);

        assertThat(claimed).extracting(job -> job.job().type()).containsExactlyInAnyOrder("a", "a", "b", "b", "b", "b");
    }

    @Test
    final void aFullTypeDoesNotStandInTheWayOfAnother() {
        for (int i = 0; i < 20; i++) {
            submit(Sample.job().type("busy").priority(9));
        }
        NewJob other = submit(Sample.job().type("quiet"));

        List<ClaimedJob> claimed = Requests.claim(store, NODE, Map.of("busy", 1, "quiet", 1), 2, LEASE);

        assertThat(claimed).hasSize(2);
        assertThat(ids(claimed)).contains(other.id());
    }

    @Test
    final void neverMoreThanTheLimitInAll() {
        for (int i = 0; i < 5; i++) {
            submit(Sample.job().type("a"));
            submit(Sample.job().type("b"));
        }

        assertThat(Requests.claim(store, NODE, Map.of("a", 5, "b", 5), 3, LEASE))
                .hasSize(3);
        assertThat(Requests.claim(store, NODE, Map.of("a", 5, "b", 5), 0, LEASE))
                .isEmpty();
        assertThat(Requests.claim(store, NODE, Map.of(), 5, LEASE)).isEmpty();
    }

    @Test
    final void typesAreComparedExactly() {
        submit(Sample.job().type("Profile"));

        assertThat(Requests.claim(store, NODE, Map.of("profile", 5), 5, LEASE)).isEmpty();
        assertThat(Requests.claim(store, NODE, Map.of("Profile", 5), 5, LEASE)).hasSize(1);
    }

    @Test
    final void aJobIsNotClaimedBeforeItsDueTime() {
        submit(Sample.job().priority(9).notBefore(store.now().plus(Duration.ofHours(2))));

        assertThat(claim(5)).isEmpty();
        advance(Duration.ofHours(1));
        assertThat(claim(5)).isEmpty();
        advance(Duration.ofHours(2));
        assertThat(claim(5)).hasSize(1);
    }

    @Test
    final void aJobWhoseDeadlinePassedIsNotClaimed() {
        submit(Sample.job().priority(9).maxAge(Duration.ofHours(1)));
        NewJob fresh = submit(Sample.job());
        advance(Duration.ofHours(2));

        assertThat(ids(claim(5))).containsExactly(fresh.id());
    }

    @Test
    final void aPausedTypeIsNotClaimed() {
        submit(Sample.job().type("a"));
        NewJob other = submit(Sample.job().type("b"));
        store.pause("a", "quota is used up", Duration.ofHours(1));

        assertThat(ids(Requests.claim(store, NODE, Map.of("a", 5, "b", 5), 5, LEASE)))
                .containsExactly(other.id());

        advance(Duration.ofHours(2));
        assertThat(Requests.claim(store, NODE, Map.of("a", 5, "b", 5), 5, LEASE))
                .hasSize(1);
    }

    @Test
    final void nothingIsClaimedWhileEverythingIsPaused() {
        submit(Sample.job());
        store.pause(Pause.EVERYTHING, "maintenance", null);

        assertThat(claim(5)).isEmpty();

        store.resume(Pause.EVERYTHING);
        assertThat(claim(5)).hasSize(1);
    }

    @Test
    final void aRetryIsChargedAndAPutBackIsNotButTheTokenAlwaysGrows() {
        ClaimedJob first = claimed(Sample.job().maxAttempts(9));
        applied(Moves.retryLater(first, Duration.ZERO));
        ClaimedJob second = claimed();
        applied(Moves.putBack(second, Duration.ZERO));
        ClaimedJob third = claimed();

        assertThat(List.of(first, second, third))
                .extracting(job -> job.job().attempts())
                .containsExactly(1, 2, 2);
        assertThat(List.of(first, second, third))
                .extracting(job -> job.lease().token())
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    final void whatTheLastAttemptLeftReachesTheNextOne() {
        ClaimedJob first = claimed(Sample.job());
        applied(Moves.retryLater(first, Duration.ZERO, "batch-17"));
        ClaimedJob second = claimed();

        assertThat(second.input()).isEqualTo(first.input());
        assertThat(second.checkpoint()).isEqualTo("batch-17");
        assertThat(second.previous()).isNotNull();
        assertThat(second.previous().attempt()).isEqualTo(1);
        assertThat(second.previous().leaseToken()).isEqualTo(1);
        assertThat(second.previous().end()).isEqualTo(AttemptEnd.RETRIED);
        assertThat(second.previous().failure()).isEqualTo(Moves.INVALID);
        assertThat(second.previous().violations()).containsExactly(new Violation("/persona", "is missing"));

        applied(Moves.putBack(second, Duration.ZERO));
        ClaimedJob third = claimed();
        assertThat(third.previous().leaseToken()).isEqualTo(2);
        assertThat(third.previous().end()).isEqualTo(AttemptEnd.PUT_BACK);
    }

    @Test
    final void whatASubmissionCarriesComesWithEveryAttempt() {
        String carried = "{\"traceparent\":\"00-\\'é😀\"}".repeat(ContextCarrier.LIMIT / 26);
        NewJob job = submit(Sample.job().context(carried));
        ClaimedJob first = claimed();
        assertThat(first.context()).isEqualTo(carried);

        applied(Moves.retryLater(first, Duration.ZERO, "a checkpoint"));
        ClaimedJob second = claimed();
        assertThat(second.context()).isEqualTo(carried);
        applied(Moves.giveUp(second));
        applied(Moves.operatorRetry(job));
        assertThat(claimed().context()).isEqualTo(carried);

        assertThat(claimed(Sample.job()).context()).isNull();
    }

    @Test
    final void aSubmissionThatMeetsAnotherLeavesWhatThatOneCarries() {
        submit(Sample.job().key("same").context("the first"));

        insert(Sample.job().key("same").context("the second").build());

        assertThat(claimed().context()).isEqualTo("the first");
    }

    @Test
    final void anAttemptStartsAtItsOwnClaimNotAtTheFirstOne() {
        ClaimedJob first = claimed(Sample.job());
        applied(Moves.retryLater(first, Duration.ZERO));
        advance(Duration.ofHours(5));
        Instant before = store.now();

        assertThat(claimed().startedAt()).isBetween(before, store.now());
    }

    private static List<UUID> ids(List<ClaimedJob> claimed) {
        return claimed.stream().map(job -> job.job().id()).toList();
    }
}
