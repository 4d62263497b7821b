package dev.analysisjobs;

import static dev.analysisjobs.Fixtures.BAD;
import static dev.analysisjobs.Fixtures.GOOD;
import static dev.analysisjobs.Fixtures.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.ContextCarrier;
import dev.analysisjobs.port.JobListener;
import dev.analysisjobs.port.JobListener.Event;
import dev.analysisjobs.testing.FlakyAnalyzer;
import dev.analysisjobs.testing.HandDrivenJobs;
import dev.analysisjobs.validate.ResultRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What surrounds a submission reaches the attempts of its job, and what attempts end in reaches listeners. */
@Timeout(60)
class ContextTest {
    private static final String TRACE = "00-trace-01";

    private final FlakyAnalyzer<String, String> flaky = FlakyAnalyzer.script();
    private final AnalysisType<String, String> type = Fixtures.profile().build();
    private final Recorder recorder = new Recorder();

    /** Writes down what it is asked, with the thread. */
    private static final class Recorder implements ContextCarrier {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final List<Thread> threads = new CopyOnWriteArrayList<>();
        private Supplier<@Nullable String> capturing = () -> TRACE;
        private RuntimeException onOpen;
        private RuntimeException onClose;

        @Override
        public String capture() {
            heard.add("capture");
            return capturing.get();
        }

        @Override
        public Scope open(AnalysisJob job, @Nullable String captured) {
            heard.add("open " + job.attempts() + " " + captured);
            threads.add(Thread.currentThread());
            if (onOpen != null) {
                throw onOpen;
            }
            return failure -> {
                heard.add("close " + failure);
                threads.add(Thread.currentThread());
                if (onClose != null) {
                    throw onClose;
                }
            };
        }
    }

    @Test
    void whatIsCapturedAtSubmitSurroundsEachAttemptOnTheThreadOfItsCall() throws Exception {
        flaky.does((input, context) -> {
                    recorder.threads.add(Thread.currentThread());
                    recorder.heard.add("call");
                    return Verdict.text(BAD);
                })
                .answersText(GOOD);
        try (HandDrivenJobs driven = drive()) {
            submit(driven.jobs(), type, "anna");
            driven.steps().runDue();
            driven.advance(Duration.ofSeconds(1));
            driven.steps().runDue();

            assertThat(recorder.heard)
                    .containsExactly(
                            "capture",
                            "open 1 " + TRACE,
                            "call",
                            "close INVALID_RESULT",
                            "open 2 " + TRACE,
                            "close null");
            assertThat(recorder.threads.subList(0, 3))
                    .containsOnly(recorder.threads.get(0))
                    .doesNotContain(Thread.currentThread());
        }
    }

    @Test
    void theRulesRunInsideTheScope() throws Exception {
        AnalysisType<String, String> judged = Fixtures.profile()
                .rules(ResultRules.builder()
                        .rule("heard", output -> recorder.heard.add("rule"), "is not heard")
                        .build())
                .build();
        flaky.answersText(GOOD);
        try (HandDrivenJobs driven =
                HandDrivenJobs.with(builder -> builder.handle(judged, flaky).contextCarrier(recorder))) {
            submit(driven.jobs(), judged, "anna");
            driven.steps().runDue();

            assertThat(recorder.heard).containsExactly("capture", "open 1 " + TRACE, "rule", "close null");
        }
    }

    @Test
    void anotherNodeRestoresWhatWasCaptured() throws Exception {
        flaky.answersText(GOOD);
        try (InMemoryJobStore store = new InMemoryJobStore();
                AnalysisJobs submitter = AnalysisJobs.builder(store)
                        .submitOnly(type)
                        .contextCarrier(recorder)
                        .build();
                AnalysisJobs worker = AnalysisJobs.builder(store)
                        .handle(type, flaky)
                        .contextCarrier(recorder)
                        .build()) {
            submit(submitter, type, "anna");
            worker.byHand().runDue();

            assertThat(recorder.heard).containsExactly("capture", "open 1 " + TRACE, "close null");
        }
    }

    @Test
    void aBulkIsCapturedOnce() throws Exception {
        flaky.answersText(GOOD).answersText(GOOD);
        try (HandDrivenJobs driven = drive()) {
            driven.jobs().submitAll(List.of(Submission.of(type, "a", "1"), Submission.of(type, "b", "2")));
            driven.steps().runDue();

            assertThat(recorder.heard).filteredOn("capture"::equals).hasSize(1);
            assertThat(recorder.heard).filteredOn(("open 1 " + TRACE)::equals).hasSize(2);
        }
    }

    static List<Supplier<String>> uselessCaptures() {
        return List.of(
                () -> {
                    throw new IllegalStateException("no tracer");
                },
                () -> "x".repeat(ContextCarrier.LIMIT + 1),
                () -> "\u0000",
                () -> "\uD800",
                () -> null);
    }

    @ParameterizedTest
    @MethodSource("uselessCaptures")
    void whatCannotBeCapturedFailsNoSubmission(Supplier<String> capturing) throws Exception {
        recorder.capturing = capturing;
        flaky.answersText(GOOD);
        try (HandDrivenJobs driven = drive()) {
            AnalysisJob job = submit(driven.jobs(), type, "anna");
            driven.steps().runDue();

            assertThat(recorder.heard).containsExactly("capture", "open 1 null", "close null");
            assertThat(driven.jobs().find(job.id()).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
        }
    }

    @Test
    void aCarrierThatThrowsFailsNoAttempt() throws Exception {
        flaky.answersText(GOOD).answersText(GOOD);
        try (HandDrivenJobs driven = drive()) {
            recorder.onOpen = new IllegalStateException("cannot open");
            AnalysisJob first = submit(driven.jobs(), type, "anna");
            driven.steps().runDue();
            recorder.onOpen = null;
            recorder.onClose = new IllegalStateException("cannot close");
            AnalysisJob second = submit(driven.jobs(), type, "bob");
            driven.steps().runDue();

            assertThat(driven.jobs().find(first.id()).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(driven.jobs().find(second.id()).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
        }
    }

    @Test
    void aCallPastItsLimitClosesWithWhatTheAttemptEndedIn() throws Exception {
        AnalysisType<String, String> hasty =
                Fixtures.profile().timeLimit(Duration.ofMillis(50)).build();
        flaky.does((input, context) -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return Verdict.text(GOOD);
        });
        try (HandDrivenJobs driven =
                HandDrivenJobs.with(builder -> builder.handle(hasty, flaky).contextCarrier(recorder))) {
            submit(driven.jobs(), hasty, "anna");
            driven.steps().runDue();
            while (driven.jobs().health().leakedSlots() > 0) {
                Thread.onSpinWait();
            }

            assertThat(recorder.heard).endsWith("close TIMEOUT");
        }
    }

    @Test
    void listenersHearWhatAnAttemptEndedInAndHowLongItWaitedAndRan() throws Exception {
        List<Event> events = new ArrayList<>();
        JobListener listener = events::add;
        flaky.answersText(BAD).answersText(GOOD);
        try (HandDrivenJobs driven =
                HandDrivenJobs.with(builder -> builder.handle(type, flaky).listener(listener))) {
            AnalysisJob job = submit(driven.jobs(), type, "anna");
            driven.advance(Duration.ofMinutes(7));
            driven.steps().runDue();
            driven.advance(Duration.ofMinutes(3));
            driven.steps().runDue();
            driven.steps().tellListeners();

            assertThat(events)
                    .filteredOn(Event.AttemptEnded.class::isInstance)
                    .extracting(Event.AttemptEnded.class::cast)
                    .satisfiesExactly(
                            first -> {
                                assertThat(first.job().id()).isEqualTo(job.id());
                                assertThat(first.failure()).isEqualTo(FailureCode.INVALID_RESULT);
                                assertThat(first.queued()).isEqualTo(Duration.ofMinutes(7));
                                assertThat(first.called()).isPositive();
                                assertThat(first.saved()).isPositive();
                            },
                            second -> {
                                assertThat(second.failure()).isNull();
                                assertThat(second.queued())
                                        .isBetween(Duration.ofMinutes(3).minusMillis(1), Duration.ofMinutes(3));
                            });
            assertThat(events).last().isInstanceOf(Event.AttemptEnded.class);
        }
    }

    private HandDrivenJobs drive() {
        return HandDrivenJobs.with(builder -> builder.handle(type, flaky).contextCarrier(recorder));
    }
}
