package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.port.NewJob;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deleting among other transactions, nodes and foreign keys. */
@Timeout(120)
class RemovalTest {
    private static final Duration KEEP = Duration.ofMinutes(1);

    private final AnalysisType<String, String> type = AnalysisType.builder(
                    Sample.TYPE, "1", Codecs.text(), Codecs.text())
            .retention(KEEP)
            .build();

    @ParameterizedTest
    @EnumSource
    void anErasureInTheCallersTransactionIsUndoneOrCommittedWithIt(TestDatabase database) throws Exception {
        try (Space space = database.open();
                Connection mine = space.dataSource().getConnection()) {
            JdbcJobStore store = space.store();
            store.apply(List.of(Moves.completeKeepingKey(Jobs.claimed(store))));
            Jobs.submit(store);
            try (AnalysisJobs jobs = node(store)) {
                mine.setAutoCommit(false);
                assertThat(store.within(mine, () -> jobs.erase("user-1"))).isEqualTo(2);
                mine.rollback();
                assertThat(rows(space)).containsExactly(2, 1);

                assertThat(store.within(mine, () -> jobs.erase("user-1"))).isEqualTo(2);
                mine.commit();
                assertThat(rows(space)).containsExactly(0, 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aForeignKeyOfTheApplicationsKeepsItsJobAndNoOther(TestDatabase database) throws Exception {
        try (Space space = database.open()) {
            JdbcJobStore store = space.store();
            List<UUID> ids = cancelled(store, 30);
            space.execute(
                    "CREATE TABLE favourites AS SELECT job_id FROM analysis_jobs WHERE job_id = '" + ids.get(17) + "'");
            space.execute("ALTER TABLE favourites ADD CONSTRAINT fk_favourites FOREIGN KEY (job_id)"
                    + " REFERENCES analysis_jobs (job_id)");
            age(space);
            try (AnalysisJobs jobs = node(store)) {
                jobs.byHand().sweep();

                assertThat(jobs.health().purgedJobs()).isEqualTo(29);
                assertThat(jobs.find(ids.get(17))).isPresent();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobThatAnotherTransactionHoldsIsSkippedAndDeletedLater(TestDatabase database) throws Exception {
        try (Space space = database.open();
                Connection other = space.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            JdbcJobStore store = space.store();
            List<UUID> ids = cancelled(store, 3);
            age(space);
            other.setAutoCommit(false);
            statement.execute("SELECT * FROM analysis_jobs WHERE job_id = '" + ids.get(1) + "' FOR UPDATE");

            assertThat(store.purge(ids, KEEP)).containsExactlyInAnyOrder(ids.get(0), ids.get(2));
            other.rollback();
            assertThat(store.purge(ids, KEEP)).containsExactly(ids.get(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodesThatPurgeAtOnceDeleteEachJobOnce(TestDatabase database) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (Space space = database.open()) {
            cancelled(space.store(), 900);
            age(space);
            List<Future<Long>> purged = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                JdbcJobStore store = JdbcJobStore.builder(space.pool()).build();
                purged.add(threads.submit(() -> {
                    try (AnalysisJobs jobs = node(store)) {
                        jobs.byHand().sweep();
                        return jobs.health().purgedJobs();
                    }
                }));
            }
            long sum = 0;
            for (Future<Long> one : purged) {
                sum += one.get();
            }
            // What each of them skipped because another held it was deleted by that one.
            assertThat(sum).isEqualTo(900);
            assertThat(rows(space)).containsExactly(0, 0);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<UUID> cancelled(JdbcJobStore store, int count) {
        List<NewJob> jobs =
                Stream.generate(() -> Sample.job().build()).limit(count).toList();
        store.insert(jobs);
        store.apply(jobs.stream().map(job -> Moves.cancel(job.id())).toList());
        return jobs.stream().map(NewJob::id).toList();
    }

    /** Lets the retention pass. */
    private static void age(Space space) {
        space.execute("UPDATE analysis_jobs SET completed_at = completed_at - INTERVAL '90' SECOND");
    }

    private static List<Integer> rows(Space space) {
        return Stream.of("jobs", "results")
                .map(table -> space.query("SELECT COUNT(*) FROM analysis_" + table, row -> row.getInt(1))
                        .get(0))
                .toList();
    }

    private AnalysisJobs node(JdbcJobStore store) {
        return AnalysisJobs.builder(store).submitOnly(type).build();
    }
}
