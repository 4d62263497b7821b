package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Analyzer;
import dev.analysisjobs.Ended;
import dev.analysisjobs.Submission;
import dev.analysisjobs.SubmitResult;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Codecs;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole engines over real databases. */
@Timeout(120)
class NodeOnDatabaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AnalysisType<String, String> type = AnalysisType.builder("profile", "1", Codecs.text(), Codecs.text())
            .backoff(new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1)))
            .build();

    @ParameterizedTest
    @EnumSource
    void onePooledConnectionIsEnoughForEverything(TestDatabase database) throws Exception {
        try (Space space = database.open();
                AnalysisJobs jobs = node(JdbcJobStore.builder(space.pool(1)).build(), new ConcurrentHashMap<>())) {
            jobs.start();
            List<SubmitResult<String>> placed = jobs.submitAll(people(60));

            for (SubmitResult<String> one : placed) {
                assertThat(jobs.await(type, one.job().id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void severalNodesEndEveryJobAndNoneIsAnsweredTwice(TestDatabase database) throws Exception {
        Map<UUID, AtomicInteger> answers = new ConcurrentHashMap<>();
        try (Space space = database.open();
                AnalysisJobs first = node(JdbcJobStore.builder(space.pool()).build(), answers);
                AnalysisJobs second = node(JdbcJobStore.builder(space.pool()).build(), answers);
                AnalysisJobs third = node(JdbcJobStore.builder(space.pool()).build(), answers)) {
            List<AnalysisJobs> nodes = List.of(first, second, third);
            nodes.forEach(AnalysisJobs::start);
            List<SubmitResult<String>> placed = first.submitAll(people(300));

            for (SubmitResult<String> one : placed) {
                assertThat(second.await(type, one.job().id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
            }
            assertThat(third.counts().of(JobStatus.COMPLETED)).isEqualTo(300);
            assertThat(answers)
                    .hasSize(300)
                    .allSatisfy((id, count) -> assertThat(count).hasValue(1));
        }
    }

    /** Three calls wait for each other, so that the limit is reached as well as kept. */
    @ParameterizedTest
    @EnumSource
    void twoNodesTogetherRunAsManyOfATypeAsItsLimitAndNeverMore(TestDatabase database) throws Exception {
        AnalysisType<String, String> limited = AnalysisType.builder("limited", "1", Codecs.text(), Codecs.text())
                .concurrencyAcrossNodes(3)
                .build();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier three = new CyclicBarrier(3);
        Analyzer<String, String> analyzer = (input, context) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            three.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            running.decrementAndGet();
            return Verdict.text("answer");
        };
        try (Space space = database.open();
                AnalysisJobs first = limitedNode(space, limited, analyzer);
                AnalysisJobs second = limitedNode(space, limited, analyzer)) {
            first.start();
            second.start();
            List<Submission<String, String>> people = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                people.add(Submission.of(limited, "person-" + i, "x"));
            }

            for (SubmitResult<String> one : first.submitAll(people)) {
                assertThat(first.await(limited, one.job().id(), PATIENCE)).isInstanceOf(Ended.Completed.class);
            }
            assertThat(most).hasValue(3);
        }
    }

    private static AnalysisJobs limitedNode(
            Space space, AnalysisType<String, String> limited, Analyzer<String, String> analyzer) {
        return AnalysisJobs.builder(JdbcJobStore.builder(space.pool()).build())
                .handle(limited, analyzer)
                .pollInterval(Duration.ofMillis(10))
                .shutdownGrace(Duration.ZERO)
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void aJobExistsIfAndOnlyIfTheCallersTransactionCommits(TestDatabase database) throws Exception {
        try (Space space = database.open()) {
            JdbcJobStore store = JdbcJobStore.builder(space.pool()).build();
            try (AnalysisJobs jobs = node(store, new ConcurrentHashMap<>());
                    Connection mine = space.dataSource().getConnection()) {
                jobs.start();
                mine.setAutoCommit(false);
                UUID undone = store.within(mine, () -> submit(jobs, "undone"));
                mine.rollback();
                assertThat(jobs.find(undone)).isEmpty();

                UUID kept = store.within(mine, () -> submit(jobs, "kept"));
                assertThat(jobs.find(kept)).as("not visible before the commit").isEmpty();
                assertThat(store.within(mine, () -> submit(jobs, "kept")))
                        .as("a duplicate in the transaction joins it and does not poison it")
                        .isEqualTo(kept);
                mine.commit();
                assertThat(jobs.await(type, kept, PATIENCE)).isInstanceOf(Ended.Completed.class);
                assertThat(mine.getAutoCommit()).isFalse();
            }
        }
    }

    private UUID submit(AnalysisJobs jobs, String subject) {
        return jobs.submit(Submission.of(type, subject, "x")).job().id();
    }

    private List<Submission<String, String>> people(int count) {
        List<Submission<String, String>> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(Submission.of(type, "person-" + i, "x"));
        }
        return people;
    }

    private AnalysisJobs node(JdbcJobStore store, Map<UUID, AtomicInteger> answers) {
        return AnalysisJobs.builder(store)
                .handle(type, (input, context) -> {
                    answers.computeIfAbsent(context.jobId(), id -> new AtomicInteger())
                            .incrementAndGet();
                    return Verdict.text("answer of " + context.jobId());
                })
                .pollInterval(Duration.ofMillis(10))
                .shutdownGrace(Duration.ZERO)
                .build();
    }
}
