package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.JobStore;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The one statement that finishes attempts decides on rows as they are once it holds them, and writes what the unit writes. */
@Timeout(60)
class PostgresFinishTest {
    private static final String TAKEN = "UPDATE analysis_jobs SET lease_token = lease_token + 1 WHERE job_id IN (%s)";
    private static final String TOUCHED = "UPDATE analysis_jobs SET priority = 7 WHERE job_id IN (%s)";
    private static final String DELETED = "DELETE FROM analysis_jobs WHERE job_id IN (%s)";

    @Test
    void aJobThatIsTakenWhileTheStatementWaitsIsLostAndLeavesNothing() throws Exception {
        try (Space space = TestDatabase.POSTGRES.open()) {
            JobStore store = space.store();
            List<ClaimedJob> taken = claimed(store, 4);
            List<ClaimedJob> kept = claimed(store, 3);
            List<Change> changes = List.of(
                    Moves.completeWithNotice(taken.get(0)),
                    Moves.complete(kept.get(0)),
                    Moves.giveUp(taken.get(1)),
                    Moves.retryLater(taken.get(2), Duration.ZERO),
                    Moves.giveUp(kept.get(1)),
                    Moves.saveCheckpoint(taken.get(3), "late"),
                    Moves.putBack(kept.get(2), Duration.ZERO));

            List<ChangeOutcome> outcomes =
                    whileAnotherCommits(space, TAKEN.formatted(ids(taken)), () -> store.apply(changes));

            assertThat(outcomes)
                    .containsExactly(
                            ChangeOutcome.LOST,
                            ChangeOutcome.APPLIED,
                            ChangeOutcome.LOST,
                            ChangeOutcome.LOST,
                            ChangeOutcome.APPLIED,
                            ChangeOutcome.LOST,
                            ChangeOutcome.APPLIED);
            for (String table : List.of("results", "attempts", "notices")) {
                assertThat(space.query(
                                "SELECT job_id FROM analysis_" + table + " WHERE job_id IN (" + ids(taken) + ")",
                                row -> row.getString(1)))
                        .as(table)
                        .isEmpty();
            }
            assertThat(store.counts().of(JobStatus.PROCESSING)).isEqualTo(4);
            assertThat(store.result(kept.get(0).job().id())).isPresent();
            assertThat(store.find(kept.get(1).job().id()).orElseThrow().status())
                    .isEqualTo(JobStatus.FAILED);
        }
    }

    @Test
    void aJobThatOnlyChangedOtherwiseWhileTheStatementWaitedIsFinishedAndKeepsThatChange() throws Exception {
        try (Space space = TestDatabase.POSTGRES.open()) {
            JobStore store = space.store();
            List<ClaimedJob> jobs = claimed(store, 3);
            List<Change> changes = List.of(
                    Moves.completeKeepingKey(jobs.get(0)), Moves.giveUp(jobs.get(1)), Moves.complete(jobs.get(2)));

            assertThat(whileAnotherCommits(space, TOUCHED.formatted(ids(jobs)), () -> store.apply(changes)))
                    .containsOnly(ChangeOutcome.APPLIED);

            assertThat(space.query("SELECT priority, status FROM analysis_jobs", row -> row.getInt(1)))
                    .containsOnly(7);
            assertThat(store.counts().of(JobStatus.COMPLETED)).isEqualTo(2);
            assertThat(space.query("SELECT result_id FROM analysis_results", row -> row.getString(1)))
                    .hasSize(2);
        }
    }

    @Test
    void aJobThatIsErasedWhileTheStatementWaitsIsLost() throws Exception {
        try (Space space = TestDatabase.POSTGRES.open()) {
            JobStore store = space.store();
            List<ClaimedJob> jobs = claimed(store, 2);

            assertThat(whileAnotherCommits(
                            space,
                            DELETED.formatted(ids(jobs.subList(0, 1))),
                            () -> store.apply(List.of(Moves.complete(jobs.get(0)), Moves.complete(jobs.get(1))))))
                    .containsExactly(ChangeOutcome.LOST, ChangeOutcome.APPLIED);
        }
    }

    @Test
    void aLeaseThatIsTakenWhileItsRenewalWaitsIsLostAndNotRenewed() throws Exception {
        try (Space space = TestDatabase.POSTGRES.open()) {
            JobStore store = space.store();
            List<ClaimedJob> jobs = claimed(store, 3);
            Set<LeaseRef> leases = jobs.stream().map(ClaimedJob::ref).collect(Collectors.toSet());

            Set<LeaseRef> held = whileAnotherCommits(
                    space,
                    TAKEN.formatted(ids(jobs.subList(0, 1))),
                    () -> store.renew("node-a", leases, Jobs.LEASE.multipliedBy(3)));

            assertThat(held)
                    .containsExactlyInAnyOrder(jobs.get(1).ref(), jobs.get(2).ref());
            assertThat(store.find(jobs.get(0).job().id()).orElseThrow().lease().until())
                    .isEqualTo(jobs.get(0).lease().until());
            assertThat(store.find(jobs.get(1).job().id()).orElseThrow().lease().until())
                    .isAfter(jobs.get(1).lease().until());
        }
    }

    @Test
    void listsOfTheSameJobsInAnyOrderNeverWaitForEachOtherInACircle() throws Exception {
        int rounds = 50;
        AtomicInteger statements = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (Space space = TestDatabase.POSTGRES.open();
                HikariDataSource pool = space.pool(
                        space.dataSource()
                                .with(connection -> Intercepted.commits(connection, (method, args, call) -> {
                                    if (method.equals("commit")) {
                                        statements.incrementAndGet();
                                    }
                                    return call.call();
                                })),
                        3)) {
            JobStore store = JdbcJobStore.builder(pool).build();
            List<ClaimedJob> jobs = claimed(space.store(), 20);
            Callable<Void> finishes = () -> {
                Random random = new Random(1);
                for (int i = 0; i < rounds; i++) {
                    assertThat(store.apply(shuffled(jobs, random).stream()
                                    .map(job -> Moves.saveCheckpoint(job, "a step"))
                                    .toList()))
                            .containsOnly(ChangeOutcome.APPLIED);
                }
                return null;
            };
            Callable<Void> renews = () -> {
                Random random = new Random(2);
                for (int i = 0; i < rounds; i++) {
                    assertThat(store.renew(
                                    "node-a",
                                    shuffled(jobs, random).stream()
                                            .map(ClaimedJob::ref)
                                            .toList(),
                                    Jobs.LEASE))
                            .hasSize(20);
                }
                return null;
            };
            statements.set(0);
            for (Future<Void> writer : threads.invokeAll(List.of(finishes, finishes, renews))) {
                writer.get();
            }

            assertThat(statements)
                    .as("no statement was sacrificed and run again")
                    .hasValue(3 * rounds);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theStatementWritesWhatTheUnitOfManyStatementsWrites() {
        try (Space one = TestDatabase.POSTGRES.open();
                Space many = TestDatabase.POSTGRES.open()) {
            JobStore byStatement = one.store();
            JobStore byUnit = JdbcJobStore.builder(many.dataSource().with(connection -> {
                        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                        return connection;
                    }))
                    .build();
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                for (Form form : Form.values()) {
                    Sample sample = Sample.job().maxAttempts(2 + i);
                    Jobs.submit(byUnit, sample);
                    Jobs.submit(byStatement, sample);
                    Jobs.claim(byUnit, 1);
                    ClaimedJob claimed = Jobs.claim(byStatement, 1).get(0);
                    if (i == 1) {
                        List<Change> earlier = List.of(Moves.saveCheckpoint(claimed, "an earlier step"));
                        byStatement.apply(earlier);
                        byUnit.apply(earlier);
                    }
                    changes.add(form.change(claimed));
                }
            }

            assertThat(byStatement.apply(changes)).containsOnly(ChangeOutcome.APPLIED);
            assertThat(byUnit.apply(changes)).containsOnly(ChangeOutcome.APPLIED);
            assertThat(byStatement.apply(changes)).isEqualTo(byUnit.apply(changes));

            for (String table : List.of("jobs", "results", "attempts", "notices")) {
                assertThat(withoutInstants(one, table)).as(table).isNotEmpty().isEqualTo(withoutInstants(many, table));
            }
        }
    }

    @Test
    void everyTextTravelsUnchangedAmongNullsAndLargeOnes() {
        String nasty = "{\"persona\":\"a \\\\ , {NULL} \\\"quoted\\\" ' $1 ? :job_id \uD83D\uDE00 \u00E9\n\"}";
        String large = "{\"persona\":\"" + "\u00E9{},\\\\".repeat(400_000) + "\"}";
        try (Space space = TestDatabase.POSTGRES.open()) {
            JobStore store = space.store();
            List<ClaimedJob> jobs = claimed(store, 5);

            assertThat(store.apply(List.of(
                            Moves.complete(jobs.get(0), nasty),
                            Moves.giveUp(jobs.get(1)),
                            Moves.complete(jobs.get(2), large),
                            Moves.complete(jobs.get(3), "\"NULL\""),
                            Moves.retryLater(jobs.get(4), Duration.ofDays(1), nasty))))
                    .containsOnly(ChangeOutcome.APPLIED);

            assertThat(output(store, jobs.get(0))).isEqualTo(nasty);
            assertThat(output(store, jobs.get(2))).isEqualTo(large);
            assertThat(output(store, jobs.get(3))).isEqualTo("\"NULL\"");
            assertThat(space.query(
                            "SELECT checkpoint FROM analysis_jobs WHERE checkpoint IS NOT NULL",
                            row -> row.getString(1)))
                    .containsExactly(nasty);
        }
    }

    /** Each way in which an attempt ends. */
    private enum Form {
        COMPLETE,
        COMPLETE_KEEPING_KEY,
        COMPLETE_WITH_NOTICE,
        RETRY,
        RETRY_WITH_CHECKPOINT,
        PUT_BACK,
        GIVE_UP,
        CHECKPOINT;

        Change change(ClaimedJob claimed) {
            return switch (this) {
                case COMPLETE -> Moves.complete(claimed);
                case COMPLETE_KEEPING_KEY -> Moves.completeKeepingKey(claimed);
                case COMPLETE_WITH_NOTICE -> Moves.completeWithNotice(claimed);
                case RETRY -> Moves.retryLater(claimed, Duration.ofHours(1));
                case RETRY_WITH_CHECKPOINT -> Moves.retryLater(claimed, Duration.ofHours(1), "a step");
                case PUT_BACK -> Moves.putBack(claimed, Duration.ofHours(1));
                case GIVE_UP -> Moves.giveUp(claimed);
                case CHECKPOINT -> Moves.saveCheckpoint(claimed, "a step");
            };
        }
    }

    /** Has another transaction hold jobs, runs an action until it waits for them, commits, and returns what the action said. */
    private static <T> T whileAnotherCommits(Space space, String sql, Callable<T> action) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection other = space.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(sql);
            Future<T> done = thread.submit(action);
            Jobs.awaitAWaiter(space);
            other.commit();
            return done.get();
        } finally {
            thread.shutdownNow();
        }
    }

    private static List<ClaimedJob> claimed(JobStore store, int count) {
        for (int i = 0; i < count; i++) {
            Jobs.submit(store);
        }
        return Jobs.claim(store, count);
    }

    private static List<ClaimedJob> shuffled(List<ClaimedJob> jobs, Random random) {
        List<ClaimedJob> shuffled = new ArrayList<>(jobs);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static String ids(List<ClaimedJob> jobs) {
        return jobs.stream().map(one -> "'" + one.job().id() + "'").collect(Collectors.joining(", "));
    }

    private static String output(JobStore store, ClaimedJob claimed) {
        return store.result(claimed.job().id()).orElseThrow().output();
    }

    /** Returns the rows of a table as JSON objects, without what the clock gave them. */
    private static List<String> withoutInstants(Space space, String table) {
        return space.query(
                "SELECT to_jsonb(t) - ARRAY['created_at', 'run_at', 'deadline_at', 'claim_rank', 'lease_until', 'started_at',"
                        + " 'completed_at', 'ended_at', 'due_at'] || jsonb_build_object('ended', to_jsonb(t) ->"
                        + " 'completed_at' <> 'null', 'held', to_jsonb(t) -> 'lease_until' <> 'null', 'later',"
                        + " (to_jsonb(t) ->> 'run_at')::timestamptz > now()) FROM analysis_"
                        + table + " t ORDER BY to_jsonb(t) ->> 'job_id'",
                row -> row.getString(1));
    }
}
