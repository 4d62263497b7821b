package dev.analysisjobs;

import static dev.analysisjobs.Fixtures.GOOD;
import static dev.analysisjobs.Fixtures.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.testing.HandDrivenJobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LimitsAcrossNodesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void whileOneNodeRunsWhatTheTypeMayRunAnotherNodeRunsNone() throws Exception {
        AnalysisType<String, String> type =
                Fixtures.profile().concurrencyAcrossNodes(1).build();
        List<Integer> ranMeanwhile = new ArrayList<>();
        List<Steps> other = new ArrayList<>();
        try (HandDrivenJobs driven = HandDrivenJobs.with(builder -> builder.handle(type, (input, context) -> {
                    ranMeanwhile.add(other.get(0).runDue());
                    return Verdict.text(GOOD);
                }));
                AnalysisJobs second = AnalysisJobs.builder(driven.store())
                        .handle(type, (input, context) -> Verdict.text(GOOD))
                        .build()) {
            other.add(second.byHand());
            for (int i = 0; i < 3; i++) {
                submit(driven.jobs(), type, "person-" + i);
            }

            assertThat(driven.steps().runDue()).isEqualTo(3);

            assertThat(ranMeanwhile).containsExactly(0, 0, 0);
            submit(driven.jobs(), type, "one more");
            assertThat(other.get(0).runDue()).as("the limit is free again").isEqualTo(1);
        }
    }

    @Test
    void twoNodesShareOneRate() throws Exception {
        AnalysisType<String, String> type =
                Fixtures.profile().rateLimit(6, Duration.ofMinutes(1), 2).build();
        try (HandDrivenJobs driven =
                        HandDrivenJobs.with(builder -> builder.handle(type, (input, context) -> Verdict.text(GOOD)));
                AnalysisJobs second = AnalysisJobs.builder(driven.store())
                        .handle(type, (input, context) -> Verdict.text(GOOD))
                        .build()) {
            Steps other = second.byHand();
            for (int i = 0; i < 10; i++) {
                submit(driven.jobs(), type, "person-" + i);
            }

            assertThat(driven.steps().runDue()).isEqualTo(2);
            assertThat(other.runDue()).isZero();
            driven.advance(Duration.ofSeconds(10));
            assertThat(other.runDue()).isEqualTo(1);
            assertThat(driven.steps().runDue()).isZero();
            driven.advance(Duration.ofSeconds(20));
            assertThat(driven.steps().runDue()).isEqualTo(2);
        }
    }

    /** Its poll interval is an hour, so what wakes the node is the next permit or nothing. */
    @Test
    void aNodeClaimsAgainWhenTheNextPermitComes() throws Exception {
        AnalysisType<String, String> type =
                Fixtures.profile().rateLimit(20, Duration.ofSeconds(1)).build();
        everyJobCompletes(type, 5);
    }

    /** Its poll interval is an hour, so what wakes the node is the end of an attempt or nothing. */
    @Test
    void aNodeClaimsAgainWhenItFreesTheLimitItself() throws Exception {
        AnalysisType<String, String> type =
                Fixtures.profile().concurrencyAcrossNodes(1).build();
        everyJobCompletes(type, 5);
    }

    private static void everyJobCompletes(AnalysisType<String, String> type, int count) throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (InMemoryJobStore store = new InMemoryJobStore();
                AnalysisJobs jobs = AnalysisJobs.builder(store)
                        .handle(type, (input, context) -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            running.decrementAndGet();
                            return Verdict.text(GOOD);
                        })
                        .pollInterval(Duration.ofHours(1))
                        .build()) {
            List<Submission<String, String>> people = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                people.add(Submission.of(type, "person-" + i, "x"));
            }
            List<SubmitResult<String>> placed = jobs.submitAll(people);
            jobs.start();
            for (SubmitResult<String> one : placed) {
                assertThat(jobs.await(type, one.job().id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
            }
            assertThat(jobs.counts().of(JobStatus.COMPLETED)).isEqualTo(count);
            if (type.policy().concurrencyAcrossNodes() != null) {
                assertThat(most).hasValue(1);
            }
        }
    }
}
