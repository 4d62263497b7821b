package dev.analysisjobs;

import static dev.analysisjobs.Fixtures.GOOD;
import static dev.analysisjobs.Fixtures.fast;
import static dev.analysisjobs.Fixtures.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.JobListener;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.testing.FlakyAnalyzer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InMemoryJobStore memory = new InMemoryJobStore();
    private final FaultyStores faults = new FaultyStores();
    private final JobStore store = faults.around(memory);
    private final AnalysisType<String, String> type = Fixtures.profile().build();
    private final AnalysisType<String, String> impatient =
            Fixtures.profile().timeLimit(Duration.ofMillis(100)).build();
    private final FlakyAnalyzer<String, String> flaky = FlakyAnalyzer.script();
    private final List<AnalysisJobs> open = new ArrayList<>();

    @AfterEach
    void closeAll() {
        flaky.release();
        open.forEach(AnalysisJobs::close);
    }

    @Test
    void manyJobsAllEndWithTheirOwnAnswer() throws Exception {
        AnalysisType<String, String> echo = Fixtures.profile().build();
        AnalysisJobs jobs = start(fast(AnalysisJobs.builder(store))
                .handle(echo, (input, context) -> Verdict.text("{\"headline\":\"" + context.jobId() + "\"}")));
        List<Submission<String, String>> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(Submission.of(echo, "person-" + i, "x"));
        }

        for (SubmitResult<String> placed : jobs.submitAll(many)) {
            Ended<String> ended = jobs.await(echo, placed.job().id(), PATIENCE);
            assertThat(((Ended.Completed<String>) ended).answer().value())
                    .contains(placed.job().id().toString());
        }
        assertThat(jobs.health().leakedSlots()).isZero();
    }

    @Test
    void aCallThatHangsIsInterruptedAtItsLimitAndRetried() throws Exception {
        flaky.hangs().answersText(GOOD);
        AnalysisJobs jobs = start(fast(AnalysisJobs.builder(store)).handle(impatient, flaky));

        AnalysisJob job = submit(jobs, impatient, "anna");

        assertThat(jobs.await(impatient, job.id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
        assertThat(jobs.attempts(job.id())).singleElement().satisfies(attempt -> {
            assertThat(attempt.failure().code()).isEqualTo(FailureCode.TIMEOUT);
            assertThat(attempt.end()).isEqualTo(AttemptEnd.RETRIED);
        });
    }

    @Test
    void aCallThatIgnoresInterruptsCostsItsSlotIsReportedAndItsLateAnswerIsDropped() throws Exception {
        flaky.hangsDeaf("{\"headline\":\"late\"}").answersText(GOOD);
        AnalysisJobs jobs =
                start(fast(AnalysisJobs.builder(store)).handle(impatient, flaky).concurrency(2));

        AnalysisJob job = submit(jobs, impatient, "anna");
        Ended<String> ended = jobs.await(impatient, job.id(), PATIENCE);

        assertThat(((Ended.Completed<String>) ended).answer().value()).isEqualTo(GOOD);
        assertThat(jobs.health().leakedSlots()).isEqualTo(1);
        assertThat(jobs.health().problems())
                .anySatisfy(problem -> assertThat(problem).contains("1 of 2 slots"));

        flaky.release();
        awaitTrue(() -> jobs.health().leakedSlots() == 0);
        assertThat(jobs.result(impatient, job.id()).orElseThrow().value()).isEqualTo(GOOD);
    }

    @Test
    void aFailedSaveIsRepeatedWithoutAnotherCall() throws Exception {
        flaky.answersText(GOOD);
        faults.failBefore("apply", 5, FaultyStores::away);
        AnalysisJobs jobs = start(fast(AnalysisJobs.builder(store)).handle(type, flaky));

        AnalysisJob job = submit(jobs, type, "anna");

        assertThat(jobs.await(type, job.id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
        assertThat(flaky.calls()).hasSize(1);
        assertThat(faults.calls("apply")).isGreaterThan(5);
    }

    @Test
    void aCommitThatReachedTheStoreBeforeTheConnectionWasLostCountsOnce() throws Exception {
        flaky.answersText(GOOD);
        faults.failAfter(
                "apply", 1, () -> new StoreException(StoreException.Kind.COMMIT_UNKNOWN, "lost at commit", null));
        AnalysisJobs jobs = start(fast(AnalysisJobs.builder(store)).handle(type, flaky));

        AnalysisJob job = submit(jobs, type, "anna");

        assertThat(jobs.await(type, job.id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
        awaitTrue(() -> jobs.health().running() == 0);
        assertThat(jobs.health().fencedWrites()).isZero();
        assertThat(flaky.calls()).hasSize(1);
    }

    @Test
    void anAnswerThatTheStoreRefusesForGoodFailsItsJobAndNotTheOthers() throws Exception {
        flaky.answersText(GOOD);
        // The first save, of one completion, is refused; what is saved instead of it is the failure.
        faults.failBefore(
                "apply", 1, () -> new StoreException(StoreException.Kind.REFUSED, "value too long for column", null));
        List<FailureCode> told = new CopyOnWriteArrayList<>();
        AnalysisJobs jobs =
                start(fast(AnalysisJobs.builder(store)).handle(type, flaky).listener(event -> {
                    if (event instanceof JobListener.Event.AttemptEnded attempt && attempt.failure() != null) {
                        told.add(attempt.failure());
                    }
                }));

        AnalysisJob first = submit(jobs, type, "anna");
        Ended<String> ended = jobs.await(type, first.id(), PATIENCE);
        awaitTrue(() -> told.equals(List.of(FailureCode.UNSTORABLE)));
        AnalysisJob second = submit(jobs, type, "bert");

        assertThat(((Ended.Failed<String>) ended).failure().code()).isEqualTo(FailureCode.UNSTORABLE);
        assertThat(jobs.await(type, second.id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
    }

    @Test
    void everyLoopSurvivesEveryThrowable() throws Exception {
        flaky.answersText(GOOD);
        for (String method : List.of("claim", "renew", "expiredLeases", "overdue", "claimNotices", "apply")) {
            faults.failBefore(method, 3, () -> method.equals("apply") ? FaultyStores.away() : new StackOverflowError());
        }
        AnalysisJobs jobs = start(fast(AnalysisJobs.builder(store)).handle(type, flaky));

        AnalysisJob job = submit(jobs, type, "anna");

        assertThat(jobs.await(type, job.id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
        awaitTrue(() -> jobs.health().loops().stream().allMatch(loop -> loop.alive() && loop.failuresInARow() == 0));
        assertThat(jobs.health().loops())
                .filteredOn(loop -> loop.name().equals("claim"))
                .singleElement()
                .satisfies(loop -> assertThat(loop.lastError()).contains("StackOverflowError"));
    }

    @Test
    void errorsOfEveryKindFromTheAnalyserAreOrdinaryFailedAttempts() throws Exception {
        flaky.does((input, context) -> {
                    throw new StackOverflowError();
                })
                .does((input, context) -> {
                    throw new NoClassDefFoundError("gone");
                })
                .does((input, context) -> null);
        AnalysisJobs jobs = start(fast(AnalysisJobs.builder(store)).handle(type, flaky));

        AnalysisJob job = submit(jobs, type, "anna");
        Ended<String> ended = jobs.await(type, job.id(), PATIENCE);

        assertThat(((Ended.Failed<String>) ended).failure().code()).isEqualTo(FailureCode.EMPTY);
        assertThat(jobs.attempts(job.id()))
                .extracting(attempt -> attempt.failure().code())
                .containsExactly(FailureCode.UNKNOWN, FailureCode.UNKNOWN, FailureCode.EMPTY);
    }

    @Test
    void closingPutsARunningJobBackUnchargedAndAnotherNodeEndsIt() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        AnalysisJobs first = start(fast(AnalysisJobs.builder(store)).handle(type, (input, context) -> {
            called.countDown();
            new CountDownLatch(1).await();
            return Verdict.text(null);
        }));
        AnalysisJob job = submit(first, type, "anna");
        called.await();
        first.close();

        AnalysisJob waiting = memory.find(job.id()).orElseThrow();
        assertThat(waiting.status()).isEqualTo(JobStatus.PENDING);
        assertThat(waiting.attempts()).isZero();
        assertThat(memory.attempts(job.id(), 10)).extracting(Attempt::end).containsExactly(AttemptEnd.PUT_BACK);

        flaky.answersText(GOOD);
        AnalysisJobs second = start(fast(AnalysisJobs.builder(store)).handle(type, flaky));
        assertThat(second.await(type, job.id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
    }

    @Test
    void closingWaitsItsGraceForACallThatEndsInTime() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AnalysisJobs jobs = start(fast(AnalysisJobs.builder(store))
                .handle(type, (input, context) -> {
                    called.countDown();
                    mayEnd.await();
                    return Verdict.text(GOOD);
                })
                .shutdownGrace(Duration.ofSeconds(30)));
        AnalysisJob job = submit(jobs, type, "anna");
        called.await();
        Thread closing = new Thread(jobs::close);
        closing.start();
        mayEnd.countDown();
        closing.join();

        assertThat(memory.find(job.id()).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void cancellingInterruptsTheRunningCallAndItsLateAnswerIsFencedOff() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        AnalysisJobs jobs = start(fast(AnalysisJobs.builder(store)).handle(type, (input, context) -> {
            called.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                assertThat(context.isCancelled()).isTrue();
                interrupted.countDown();
            }
            return Verdict.text(GOOD);
        }));
        AnalysisJob job = submit(jobs, type, "anna");
        called.await();

        assertThat(jobs.cancel(job.id())).isEqualTo(OperatorAnswer.DONE);

        interrupted.await();
        assertThat(jobs.await(type, job.id(), PATIENCE)).isInstanceOf(Ended.Cancelled.class);
        awaitTrue(() -> jobs.health().fencedWrites() == 1);
        assertThat(memory.result(job.id())).isEmpty();
        assertThat(memory.attempts(job.id(), 10)).extracting(Attempt::end).containsExactly(AttemptEnd.CANCELLED);
    }

    @Test
    void listenersThatThrowOrHangDelayNoJobAndAreCounted() throws Exception {
        flaky.answersText(GOOD);
        CountDownLatch never = new CountDownLatch(1);
        LinkedBlockingQueue<JobListener.Event> heard = new LinkedBlockingQueue<>();
        AnalysisJobs jobs = start(fast(AnalysisJobs.builder(store))
                .handle(type, flaky)
                .listener(event -> {
                    throw new AssertionError("a broken listener");
                })
                .listener(heard::add)
                .listener(event -> {
                    if (heard.size() > 1) {
                        try {
                            never.await();
                        } catch (InterruptedException ended) {
                            Thread.currentThread().interrupt();
                        }
                    }
                }));

        AnalysisJob job = submit(jobs, type, "anna");

        assertThat(jobs.await(type, job.id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
        assertThat(heard.take()).isInstanceOf(JobListener.Event.Submitted.class);
        assertThat(heard.take()).isInstanceOf(JobListener.Event.Changed.class);
        AnalysisJob later = submit(jobs, type, "bert");
        assertThat(jobs.await(type, later.id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
        never.countDown();
    }

    @Test
    void noMoreJobsRunAtOnceThanThereAreSlots() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AnalysisJobs jobs = start(fast(AnalysisJobs.builder(store))
                .handle(type, (input, context) -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    running.decrementAndGet();
                    return Verdict.text(GOOD);
                })
                .concurrency(4)
                .concurrency(type, 3));
        List<AnalysisJob> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(submit(jobs, type, "person-" + i));
        }
        for (AnalysisJob job : all) {
            assertThat(jobs.await(type, job.id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
        }

        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void aSlotThatIsFreeAlwaysFindsAThread() throws Exception {
        AnalysisJobs jobs = start(fast(AnalysisJobs.builder(store))
                .handle(type, (input, context) -> Verdict.text(GOOD))
                .concurrency(2));
        List<Submission<String, String>> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            many.add(Submission.of(type, "person-" + i, "x"));
        }

        for (SubmitResult<String> placed : jobs.submitAll(many)) {
            assertThat(jobs.await(type, placed.job().id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
            assertThat(memory.attempts(placed.job().id(), 1))
                    .as("attempts that were put back for want of a thread")
                    .isEmpty();
        }
    }

    @Test
    void aJobOfATypeThatNoNodeRunsStaysWaitingAndTheOthersGoOn() throws Exception {
        AnalysisType<String, String> other = AnalysisType.builder(
                        "other", "1", dev.analysisjobs.port.Codecs.text(), dev.analysisjobs.port.Codecs.text())
                .build();
        flaky.answersText(GOOD);
        AnalysisJobs jobs =
                start(fast(AnalysisJobs.builder(store)).handle(type, flaky).submitOnly(other));
        AnalysisJob stranger = submit(jobs, other, "anna");
        AnalysisJob own = submit(jobs, type, "anna");

        assertThat(jobs.await(type, own.id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
        assertThat(jobs.find(stranger.id()).orElseThrow().status()).isEqualTo(JobStatus.PENDING);
    }

    private AnalysisJobs start(AnalysisJobsBuilder builder) {
        AnalysisJobs jobs = builder.build();
        open.add(jobs);
        jobs.start();
        return jobs;
    }

    /** Waits for what has no signal of its own; the class's time-out ends a wait for what never comes. */
    private static void awaitTrue(java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
