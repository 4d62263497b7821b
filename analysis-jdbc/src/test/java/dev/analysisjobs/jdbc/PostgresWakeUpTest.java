package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Ended;
import dev.analysisjobs.Submission;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.port.NewJob;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two stores as on two nodes: what one stores, the other hears of. */
@Timeout(120)
class PostgresWakeUpTest {
    private final Space space = TestDatabase.POSTGRES.open();
    private final DriverDataSource listening = space.dataSource().with(connection -> {
        connection.setClientInfo("ApplicationName", space.schema());
        return connection;
    });
    private final JdbcJobStore teller = JdbcJobStore.builder(space.pool()).build();
    private final JdbcJobStore hearer =
            JdbcJobStore.builder(space.pool()).listenOn(listening).build();
    private final Semaphore heard = new Semaphore(0);
    private AutoCloseable hearing;

    @BeforeEach
    void listen() throws Exception {
        hearing = hearer.listen(heard::release);
        hears();
        assertThat(hearer.listenedAgo()).isPresent();
    }

    @AfterEach
    void close() throws Exception {
        hearing.close();
        teller.close();
        hearer.close();
        space.close();
    }

    @Test
    void anotherNodesSubmitIsHeard() throws Exception {
        Jobs.submit(teller);

        hears();
    }

    @Test
    void whateverIsStoredIsHeardOfAfterwards() throws Exception {
        Set<UUID> stored = new HashSet<>();
        Set<UUID> claimed = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            stored.add(Jobs.submit(teller).id());
        }
        while (!claimed.equals(stored)) {
            hears();
            Jobs.claim(hearer, 300).forEach(job -> claimed.add(job.job().id()));
        }
    }

    @Test
    void anOperatorsRetryIsHeard() throws Exception {
        NewJob job = Jobs.submit(teller);
        hears();
        teller.apply(List.of(Moves.cancel(job.id())));

        teller.apply(List.of(Moves.operatorRetry(job)));

        hears();
    }

    @Test
    void ownWorkIsHeardOnce() throws Exception {
        Semaphore elsewhere = new Semaphore(0);
        try (JdbcJobStore third =
                        JdbcJobStore.builder(space.pool()).listenOn(listening).build();
                AutoCloseable listening = third.listen(elsewhere::release)) {
            elsewhere.acquire();
            for (int round = 0; round < 20; round++) {
                Jobs.submit(hearer);
                elsewhere.acquire();
                hears();
                tellWithACommit();
                elsewhere.acquire();
                hears();
            }
        }
        assertThat(heard.availablePermits()).isZero();
    }

    @Test
    void aSubmitInTheCallersTransactionIsHeardWhenThatCommits() throws Exception {
        try (Connection mine = space.dataSource().getConnection()) {
            mine.setAutoCommit(false);
            teller.within(mine, () -> Jobs.submit(teller));
            mine.rollback();
            UUID kept = teller.within(mine, () -> Jobs.submit(teller)).id();
            assertThat(Jobs.claim(hearer, 10)).isEmpty();
            mine.commit();

            hears();
            assertThat(Jobs.claim(hearer, 10)).extracting(job -> job.job().id()).containsExactly(kept);
        }
        tellWithACommit();
        hears();
        assertThat(heard.tryAcquire())
                .as("nothing is told of what was rolled back")
                .isFalse();
    }

    @Test
    void aConnectionThatWasCutIsReplacedAndTheWorkMeanwhileFound() throws Exception {
        assertThat(space.query(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"
                                + space.schema() + "'",
                        row -> row.getBoolean(1)))
                .containsExactly(true);

        hears();
        Jobs.submit(teller);
        hears();
    }

    @Test
    void nobodyListensAfterTheLastListenerHasGone() throws Exception {
        AutoCloseable second = hearer.listen(() -> {});
        hearing.close();
        assertThat(hearer.listenedAgo()).isPresent();
        second.close();

        assertThat(hearer.listenedAgo()).isEmpty();
        String sessions = "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = '" + space.schema() + "'";
        while (space.query(sessions, row -> row.getLong(1)).get(0) > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aNodeThatHardlyPollsRunsWhatAnotherNodeSubmits() throws Exception {
        AnalysisType<String, String> type = AnalysisType.builder("profile", "1", Codecs.text(), Codecs.text())
                .build();
        try (AnalysisJobs runs = AnalysisJobs.builder(hearer)
                        .handle(type, (input, attempt) -> Verdict.text("answer"))
                        .pollInterval(Duration.ofHours(1))
                        .shutdownGrace(Duration.ZERO)
                        .build();
                AnalysisJobs submits =
                        AnalysisJobs.builder(teller).submitOnly(type).build()) {
            runs.start();
            for (int i = 0; i < 20; i++) {
                UUID job = submits.submit(Submission.of(type, "person-" + i, "x"))
                        .job()
                        .id();

                assertThat(submits.await(type, job, Duration.ofSeconds(60))).isInstanceOf(Ended.Completed.class);
            }
        }
    }

    private void hears() throws InterruptedException {
        assertThat(heard.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
    }

    private void tellWithACommit() throws Exception {
        try (Connection mine = space.dataSource().getConnection()) {
            mine.setAutoCommit(false);
            teller.within(mine, () -> Jobs.submit(teller));
            mine.commit();
        }
    }
}
