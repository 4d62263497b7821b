package dev.analysisjobs;

import static dev.analysisjobs.Fixtures.BAD;
import static dev.analysisjobs.Fixtures.GOOD;
import static dev.analysisjobs.Fixtures.fast;
import static dev.analysisjobs.Fixtures.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.port.CompletionWritesException;
import dev.analysisjobs.port.JobListener;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.testing.HandDrivenJobs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SaveWithCompletionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AnalysisType<String, String> type = Fixtures.profile().build();
    private final InMemoryJobStore memory = new InMemoryJobStore();
    private final FaultyStores faults = new FaultyStores();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    private final Analyzer<String, String> saving = (input, context) -> {
        calls.incrementAndGet();
        context.saveWithCompletion(result -> written.add("first"));
        context.saveWithCompletion(result -> written.add(result.output()));
        return Verdict.text(GOOD);
    };

    @Test
    void theWritesRunOnceInTheirOrderWithTheResult() throws Exception {
        assertThat(end(saving)).isInstanceOf(Ended.Completed.class);

        assertThat(written).containsExactly("first", GOOD);
    }

    @Test
    void theWritesWorkUnderHandDrivenJobsAndListenersHearOfTheCompletion() throws Exception {
        List<JobListener.Event> events = new ArrayList<>();
        try (HandDrivenJobs driven =
                HandDrivenJobs.with(builder -> builder.handle(type, saving).listener(events::add))) {
            AnalysisJob job = submit(driven.jobs(), type, "anna");

            assertThat(driven.steps().runDue()).isEqualTo(1);
            driven.steps().tellListeners();

            assertThat(driven.jobs().result(type, job.id())).isPresent();
            assertThat(written).containsExactly("first", GOOD);
            assertThat(events)
                    .filteredOn(JobListener.Event.Changed.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    void anOutputThatIsRejectedAndAFailedCallLeaveTheWritesUndone() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Ended<String> ended = end((input, context) -> {
            context.saveWithCompletion(result -> written.add("attempt " + context.attempt()));
            return switch (tries.incrementAndGet()) {
                case 1 -> Verdict.text(BAD);
                case 2 -> throw new IOException("reset");
                default -> Verdict.text(GOOD);
            };
        });

        assertThat(ended).isInstanceOf(Ended.Completed.class);
        assertThat(written).containsExactly("attempt 3");
    }

    @Test
    void theWritesOfACallThatIsRepeatedInItsAttemptAreDropped() throws Exception {
        AnalysisType<String, String> repeating =
                Fixtures.profile().callTries(3, Duration.ofMillis(1)).build();
        AtomicInteger tries = new AtomicInteger();
        try (HandDrivenJobs driven = HandDrivenJobs.with(builder -> builder.handle(repeating, (input, context) -> {
            int call = tries.incrementAndGet();
            context.saveWithCompletion(result -> written.add("call " + call));
            return call < 3 ? Verdict.failed(new Outcome.Transport("reset")) : Verdict.text(GOOD);
        }))) {
            submit(driven.jobs(), repeating, "anna");

            assertThat(driven.steps().runDue()).isEqualTo(1);
            assertThat(written).containsExactly("call 3");
        }
    }

    @Test
    void writesThatFailForGoodFailTheJobWithAReasonAndLeaveNoResult() throws Exception {
        try (HandDrivenJobs driven = HandDrivenJobs.with(builder -> builder.handle(type, (input, context) -> {
            calls.incrementAndGet();
            context.saveWithCompletion(result -> {
                throw new IllegalStateException("no such table");
            });
            return Verdict.text(GOOD);
        }))) {
            UUID job = submit(driven.jobs(), type, "anna").id();
            driven.steps().runDue();

            AnalysisJob failed = driven.jobs().find(job).orElseThrow();
            assertThat(failed.status()).isEqualTo(JobStatus.FAILED);
            assertThat(failed.reason().orElseThrow().code()).isEqualTo(FailureCode.UNSTORABLE);
            assertThat(failed.reason().orElseThrow().message())
                    .contains("own writes failed", "IllegalStateException", "no such table");
            assertThat(driven.store().result(job)).isEmpty();
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void whatIsTransientIsSavedAgainWithoutAnotherCall() throws Exception {
        faults.failBefore("completeWith", 3, FaultyStores::away);

        assertThat(end(saving)).isInstanceOf(Ended.Completed.class);

        assertThat(faults.calls("completeWith")).isEqualTo(4);
        assertThat(calls).hasValue(1);
        assertThat(written).containsExactly("first", GOOD);
    }

    @Test
    void writesThatFailForAMomentAreRunAgainWithoutAnotherCall() throws Exception {
        faults.failBefore("completeWith", 2, () -> new CompletionWritesException(true, new IOException("lock")));

        assertThat(end(saving)).isInstanceOf(Ended.Completed.class);

        assertThat(calls).hasValue(1);
        assertThat(written).containsExactly("first", GOOD);
    }

    @Test
    void anUnknownCommitThatWentThroughIsReadBackAndNotWrittenTwice() throws Exception {
        faults.failAfter("completeWith", 1, SaveWithCompletionTest::unknown);

        assertThat(end(saving)).isInstanceOf(Ended.Completed.class);

        assertThat(faults.calls("completeWith")).isEqualTo(1);
        assertThat(written).containsExactly("first", GOOD);
    }

    @Test
    void anUnknownCommitThatDidNotGoThroughIsMadeAgain() throws Exception {
        faults.failBefore("completeWith", 1, SaveWithCompletionTest::unknown);
        faults.failBefore("readBack", 2, FaultyStores::away);

        assertThat(end(saving)).isInstanceOf(Ended.Completed.class);

        assertThat(faults.calls("completeWith")).isEqualTo(2);
        assertThat(calls).hasValue(1);
    }

    @Test
    void anAttemptThatLostItsLeaseWritesNothing() throws Exception {
        List<JobListener.Event> events = new ArrayList<>();
        AtomicReference<HandDrivenJobs> self = new AtomicReference<>();
        try (HandDrivenJobs driven =
                HandDrivenJobs.with(builder -> builder.listener(events::add).handle(type, (input, context) -> {
                    self.get().jobs().cancel(context.jobId());
                    return saving.analyze(input, context);
                }))) {
            self.set(driven);
            AnalysisJob job = submit(driven.jobs(), type, "anna");
            driven.steps().runDue();
            driven.steps().tellListeners();

            assertThat(driven.jobs().find(job.id()).orElseThrow().status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(written).isEmpty();
            assertThat(events).hasAtLeastOneElementOfType(JobListener.Event.Fenced.class);
        }
    }

    @Test
    void slowWritesHoldUpNobodyElsesEnd() throws Exception {
        CountDownLatch going = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        AnalysisType<String, String> plain =
                AnalysisType.builder("plain", "1", type.input(), type.output()).build();
        // The lock of the in-memory store would hold up everybody: the writes wait before they get there.
        faults.doBefore("completeWith", () -> {
            going.countDown();
            assertThat(others.await(30, TimeUnit.SECONDS)).isTrue();
        });
        try (AnalysisJobs jobs = fast(AnalysisJobs.builder(faults.around(memory)))
                .finishers(1)
                .handle(type, saving)
                .handle(plain, (input, context) -> Verdict.text(GOOD))
                .build()) {
            jobs.start();
            AnalysisJob slow = submit(jobs, type, "slow");
            assertThat(going.await(30, TimeUnit.SECONDS)).isTrue();

            AnalysisJob quick = submit(jobs, plain, "quick");
            assertThat(jobs.await(plain, quick.id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
            others.countDown();
            assertThat(jobs.await(type, slow.id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
        }
    }

    @Test
    void hungWritesCostOneSlotThatIsReportedAndTheJobIsRunAgain() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger saves = new AtomicInteger();
        faults.doBefore("completeWith", () -> {
            if (saves.incrementAndGet() == 1) {
                over.await();
            }
        });
        try (AnalysisJobs jobs = fast(AnalysisJobs.builder(faults.around(memory)))
                .lease(Duration.ofMillis(300))
                .heartbeat(Duration.ofMillis(50))
                .saveLimit(Duration.ofMillis(300))
                .handle(type, saving)
                .build()) {
            jobs.start();
            AnalysisJob job = submit(jobs, type, "anna");

            assertThat(jobs.await(type, job.id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
            assertThat(jobs.health().leakedSlots()).isEqualTo(1);
            assertThat(jobs.health().problems()).anyMatch(problem -> problem.contains("hung calls or saves"));

            over.countDown();
            while (jobs.health().leakedSlots() > 0) {
                Thread.onSpinWait();
            }
            assertThat(written).containsExactly("first", GOOD);
        } finally {
            over.countDown();
        }
    }

    @Test
    void writesAreLimitedAndRefusedOnceTheAttemptIsOver() throws Exception {
        AtomicReference<AttemptContext> kept = new AtomicReference<>();
        end((input, context) -> {
            kept.set(context);
            for (int i = 0; i < 100; i++) {
                context.saveWithCompletion(result -> written.add("one"));
            }
            assertThatThrownBy(() -> context.saveWithCompletion(result -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has 100 writes");
            return Verdict.text(GOOD);
        });

        assertThat(written).hasSize(100);
        assertThatThrownBy(() -> kept.get().saveWithCompletion(result -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is over");
    }

    private Ended<String> end(Analyzer<String, String> analyzer) throws InterruptedException {
        try (AnalysisJobs jobs = fast(AnalysisJobs.builder(faults.around(memory)))
                .handle(type, analyzer)
                .build()) {
            jobs.start();
            AnalysisJob job = submit(jobs, type, "anna");
            return jobs.await(type, job.id(), PATIENCE);
        }
    }

    private static StoreException unknown() {
        return new StoreException(StoreException.Kind.COMMIT_UNKNOWN, "the connection broke while committing", null);
    }
}
