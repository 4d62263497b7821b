package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads at once: every race has exactly one winner. */
abstract class RaceContract extends ContractTest {
    private static final int THREADS = 8;
    private static final long LAST_CLAIM = 4;

    private final Crowd crowd = new Crowd(THREADS);

    @AfterEach
    final void sendTheCrowdHome() {
        crowd.close();
    }

    @Test
    final void ofManySubmitsOfOneKeyExactlyOneIsStored() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "k" + round;
            List<Insertion> answers =
                    crowd.run(THREADS, () -> insert(Sample.job().key(key).build()));

            assertThat(answers.stream().filter(Insertion.Inserted.class::isInstance))
                    .hasSize(1);
            assertThat(answers.stream().map(answer -> answer.job().id()).distinct())
                    .hasSize(1);
        }
    }

    @Test
    final void ofManySubmitsOfOneIdExactlyOneIsStored() throws Exception {
        for (int round = 0; round < 20; round++) {
            NewJob job = Sample.job().build();

            List<Insertion> answers = crowd.run(THREADS, () -> insert(job));

            assertThat(answers.stream().filter(Insertion.Inserted.class::isInstance))
                    .hasSize(1);
        }
    }

    @Test
    final void listsThatShareKeysInOppositeOrderAreBothAnswered() throws Exception {
        AtomicInteger turn = new AtomicInteger();
        List<List<Insertion>> answers = crowd.run(THREADS, () -> {
            List<NewJob> jobs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                jobs.add(Sample.job().key("k" + i).build());
            }
            if (turn.incrementAndGet() % 2 == 0) {
                Collections.reverse(jobs);
            }
            return store.insert(jobs);
        });

        assertThat(answers.stream().flatMap(List::stream).filter(Insertion.Inserted.class::isInstance))
                .hasSize(20);
    }

    @Test
    final void noTwoWorkersEverOwnOneJob() throws Exception {
        int jobs = 300;
        List<NewJob> all = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            all.add(Sample.job().priority(i % 3).maxAttempts(3).build());
        }
        store.insert(all);
        Map<UUID, AtomicInteger> owners = new ConcurrentHashMap<>();
        AtomicInteger broken = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();

        crowd.run(THREADS, () -> {
            String node = "node-" + UUID.randomUUID();
            while (ended.get() < jobs
                    && broken.get() == 0
                    && !Thread.currentThread().isInterrupted()) {
                List<ClaimedJob> mine = Requests.claim(store, node, Map.of(Sample.TYPE, 5), 5, LEASE);
                for (ClaimedJob claimed : mine) {
                    int sharers = owners.computeIfAbsent(claimed.job().id(), id -> new AtomicInteger())
                            .incrementAndGet();
                    if (sharers != 1 || !claimed.lease().owner().equals(node)) {
                        broken.incrementAndGet();
                    }
                }
                for (ClaimedJob claimed : mine) {
                    // The counter goes down before the row is free: whoever sees it above one shares the job.
                    owners.get(claimed.job().id()).decrementAndGet();
                    if (apply(next(claimed)) != ChangeOutcome.APPLIED) {
                        broken.incrementAndGet();
                    }
                    ended.addAndGet(claimed.lease().token() == LAST_CLAIM ? 1 : 0);
                }
            }
            return node;
        });

        assertThat(broken).hasValue(0);
        assertThat(store.counts().of(JobStatus.COMPLETED)).isEqualTo(jobs);
    }

    /** Retried, put back, retried, completed. */
    private static Change next(ClaimedJob claimed) {
        long token = claimed.lease().token();
        if (token == LAST_CLAIM) {
            return Moves.complete(claimed);
        }
        return token % 2 == 0 ? Moves.putBack(claimed, Duration.ZERO) : Moves.retryLater(claimed, Duration.ZERO);
    }

    @Test
    final void manySweepersTakeEachLostJobOnce() throws Exception {
        int jobs = 60;
        List<NewJob> all = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            all.add(Sample.job().maxAttempts(1 + i % 2).build());
        }
        store.insert(all);
        claim(jobs);
        advance(LEASE.plusHours(1));

        List<Integer> taken = crowd.run(THREADS, () -> {
            int mine = 0;
            UUID after = null;
            List<AnalysisJob> page = store.expiredLeases(null, 7);
            while (!page.isEmpty()) {
                for (AnalysisJob job : page) {
                    ClaimedJob lost = new ClaimedJob(job, "", null, null);
                    Change end = job.hasAttemptsLeft() ? Moves.expire(lost) : Moves.expireForGood(lost);
                    mine += apply(end) == ChangeOutcome.APPLIED ? 1 : 0;
                    after = job.id();
                }
                page = store.expiredLeases(after, 7);
            }
            return mine;
        });

        assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isEqualTo(jobs);
        assertThat(rows().attempts()).hasSize(jobs);
        assertThat(store.counts().of(JobStatus.FAILED)).isEqualTo(jobs / 2);
    }

    @Test
    final void sweepersThatTakeWholePagesTakeEachLostJobOnce() throws Exception {
        int jobs = 40;
        for (int i = 0; i < jobs; i++) {
            submit(Sample.job());
        }
        List<ClaimedJob> claimed = claim(jobs);
        advance(LEASE.plusHours(1));

        List<List<ChangeOutcome>> outcomes = crowd.run(
                THREADS, () -> store.apply(claimed.stream().map(Moves::expire).toList()));

        assertThat(outcomes.stream().flatMap(List::stream).filter(ChangeOutcome.APPLIED::equals))
                .hasSize(jobs);
    }

    @Test
    final void ofACancelAndACompletionExactlyOneWins() throws Exception {
        int cancelled = 0;
        for (int round = 0; round < 200; round++) {
            ClaimedJob claimed = claimed(Sample.job());
            UUID id = claimed.job().id();

            List<ChangeOutcome> outcomes =
                    crowd.run(List.of(() -> apply(Moves.cancel(id)), () -> apply(Moves.completeWithNotice(claimed))));

            assertThat(outcomes).containsExactlyInAnyOrder(ChangeOutcome.APPLIED, ChangeOutcome.LOST);
            boolean cancelWon = outcomes.get(0) == ChangeOutcome.APPLIED;
            assertThat(find(id).status()).isEqualTo(cancelWon ? JobStatus.CANCELLED : JobStatus.COMPLETED);
            assertThat(store.result(id).isPresent()).isNotEqualTo(cancelWon);
            cancelled += cancelWon ? 1 : 0;
        }
        assertThat(rows().notices()).hasSize(200 - cancelled);
    }

    @Test
    final void ofACompletionAndAnExpiryExactlyOneWins() throws Exception {
        List<ClaimedJob> claimed = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            claimed.add(claimed(Sample.job()));
        }
        advance(LEASE.plusHours(1));
        for (ClaimedJob job : claimed) {
            assertThat(crowd.run(List.of(
                            () -> apply(Moves.complete(job)),
                            () -> apply(Moves.expireForGood(job)),
                            () -> apply(Moves.giveUp(job)))))
                    .containsOnlyOnce(ChangeOutcome.APPLIED);
        }
    }

    @Test
    final void ofTwoRetriesAndASubmitOfOneKeyExactlyOneTakesIt() throws Exception {
        for (int round = 0; round < 30; round++) {
            String key = "k" + round;
            NewJob first = submit(Sample.job().key(key));
            applied(Moves.cancel(first.id()));
            NewJob second = submit(Sample.job().key(key));
            applied(Moves.cancel(second.id()));

            List<Boolean> took = crowd.run(List.of(
                    () -> apply(Moves.operatorRetry(first)) == ChangeOutcome.APPLIED,
                    () -> apply(Moves.operatorRetry(second)) == ChangeOutcome.APPLIED,
                    () -> insert(Sample.job().key(key).build()) instanceof Insertion.Inserted));

            assertThat(took).containsOnlyOnce(true);
        }
    }

    @Test
    final void noNoticeIsHandedToTwoSenders() throws Exception {
        for (int i = 0; i < 60; i++) {
            store.addNotice(new NewNotice(
                    Uuid7.next(),
                    Notice.Kind.TYPE_PAUSED,
                    null,
                    Sample.TYPE,
                    null,
                    new Failure(FailureCode.QUOTA_EXHAUSTED, "The quota is used up")));
        }
        List<List<Notice>> handed = crowd.run(THREADS, () -> {
            List<Notice> mine = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                mine.addAll(store.claimNotices(4, LEASE));
            }
            return mine;
        });

        assertThat(handed.stream().flatMap(List::stream).map(Notice::id))
                .hasSize(60)
                .doesNotHaveDuplicates();
    }
}
