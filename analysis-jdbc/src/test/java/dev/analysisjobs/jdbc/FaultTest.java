package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.StoreException.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors of the database mean what they say, undo the whole unit, and cost no finished work (I7, I11). */
class FaultTest {

    @ParameterizedTest
    @EnumSource
    void aSacrificedUnitIsRunAgainAndNothingIsLost(TestDatabase database) {
        AtomicInteger sacrificed = new AtomicInteger();
        try (Space space = database.open()) {
            JobStore store = storeThat(space, (method, call) -> {
                Object done = call.run();
                if (method.equals("prepareStatement") && sacrificed.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    throw new SQLException("deadlock", "40001", 40001);
                }
                return done;
            });
            ClaimedJob claimed = Jobs.claimed(store);
            sacrificed.set(3);

            assertThat(store.apply(List.of(Moves.complete(claimed)))).containsExactly(ChangeOutcome.APPLIED);

            assertThat(sacrificed).hasValue(0);
            assertThat(store.attempts(claimed.job().id(), 9)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aUnitThatIsAlwaysSacrificedGivesUpInBoundedTime(TestDatabase database) {
        AtomicInteger tries = new AtomicInteger(-1000);
        try (Space space = database.open()) {
            JobStore store = storeThat(space, (method, call) -> {
                if (method.equals("commit") && tries.incrementAndGet() > 0) {
                    throw new SQLException("could not serialize", "40001", 40001);
                }
                return call.run();
            });
            NewJob job = Sample.job().build();
            tries.set(0);

            StoreException given = catchThrowableOfType(StoreException.class, () -> store.insert(List.of(job)));

            assertThat(given.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(tries.get()).isBetween(2, 10);
            tries.set(-1000);
            assertThat(store.find(job.id())).isEmpty();
        }
    }

    @Test
    void aRealDeadlockIsUndoneAndRunAgain() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Space space = TestDatabase.POSTGRES.open();
                Connection other = space.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            JobStore store = space.store();
            ClaimedJob first = Jobs.claimed(store);
            ClaimedJob second = Jobs.claimed(store);
            other.setAutoCommit(false);
            // Whoever notices the circle is sacrificed: let that be the store.
            statement.execute("SET deadlock_timeout = '1min'");
            statement.execute("UPDATE analysis_jobs SET priority = 1 WHERE job_id = '"
                    + second.job().id() + "'");

            Future<List<ChangeOutcome>> applied =
                    thread.submit(() -> store.apply(List.of(Moves.complete(first), Moves.complete(second))));
            Jobs.awaitAWaiter(space);
            statement.execute("UPDATE analysis_jobs SET priority = 1 WHERE job_id = '"
                    + first.job().id() + "'");
            other.commit();

            assertThat(applied.get()).containsExactly(ChangeOutcome.APPLIED, ChangeOutcome.APPLIED);
            assertThat(store.counts().of(JobStatus.COMPLETED)).isEqualTo(2);
        } finally {
            thread.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommitThatIsCutOffIsUnknownAndItsTruthCanBeReadBack(TestDatabase database) {
        AtomicInteger cut = new AtomicInteger();
        for (boolean reachedTheServer : List.of(true, false)) {
            try (Space space = database.open()) {
                JobStore store = storeThat(space, (method, call) -> {
                    if (!method.equals("commit") || cut.getAndSet(0) == 0) {
                        return call.run();
                    }
                    if (reachedTheServer) {
                        call.run();
                    }
                    throw new SQLException("An I/O error occurred", "08006", 90067);
                });
                ClaimedJob completed = Jobs.claimed(store);
                ClaimedJob retried = Jobs.claimed(store);
                List<Change.Fenced> changes =
                        List.of(Moves.complete(completed), Moves.retryLater(retried, Duration.ZERO));
                cut.set(1);

                StoreException unknown = catchThrowableOfType(StoreException.class, () -> store.apply(changes));

                assertThat(unknown.kind()).isEqualTo(Kind.COMMIT_UNKNOWN);
                assertThat(store.readBack(changes)).containsExactly(reachedTheServer, reachedTheServer);
                assertThat(store.apply(changes))
                        .containsOnly(reachedTheServer ? ChangeOutcome.LOST : ChangeOutcome.APPLIED);
            }
        }
    }

    /** To renew a lease again does no harm, so nobody has to find out. */
    @ParameterizedTest
    @EnumSource
    void aHeartbeatThatIsCutOffIsATransientFault(TestDatabase database) {
        AtomicInteger cut = new AtomicInteger();
        try (Space space = database.open()) {
            JobStore store = storeThat(space, (method, call) -> {
                Object done = call.run();
                if (method.equals("commit") && cut.getAndSet(0) == 1) {
                    throw new SQLException("An I/O error occurred", "08006", 90067);
                }
                return done;
            });
            ClaimedJob claimed = Jobs.claimed(store);
            for (List<LeaseRef> leases : List.of(List.of(claimed.ref()), List.<LeaseRef>of())) {
                cut.set(1);

                StoreException broken =
                        catchThrowableOfType(StoreException.class, () -> store.renew("node-a", leases, Jobs.LEASE));

                assertThat(broken.kind()).isEqualTo(Kind.TRANSIENT);
                assertThat(store.renew("node-a", leases, Jobs.LEASE)).containsExactlyElementsOf(leases);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommitThatTheDatabaseRefusedIsKnownToBeUndone(TestDatabase database) {
        AtomicInteger refusals = new AtomicInteger();
        try (Space space = database.open()) {
            JobStore store = storeThat(space, (method, call) -> {
                if (method.equals("commit") && refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    throw new SQLException("could not serialize access", "40001", 40001);
                }
                return call.run();
            });
            refusals.set(2);

            assertThat(store.insert(List.of(Sample.job().build())).get(0)).isInstanceOf(Insertion.Inserted.class);
            assertThat(store.counts().of(JobStatus.PENDING)).isEqualTo(1);

            ClaimedJob claimed = Jobs.claim(store, 1).get(0);
            refusals.set(2);
            assertThat(store.apply(List.of(Moves.complete(claimed)))).containsExactly(ChangeOutcome.APPLIED);
            assertThat(refusals).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anErrorUndoesTheWholeUnit(TestDatabase database) {
        try (Space space = database.open()) {
            JobStore store = space.store();
            ClaimedJob good = Jobs.claimed(store);
            ClaimedJob bad = Jobs.claimed(store);
            space.execute("ALTER TABLE analysis_jobs ADD CONSTRAINT ck_own CHECK (status <> 'completed' OR job_id <> '"
                    + bad.job().id() + "')");

            StoreException refused = catchThrowableOfType(
                    StoreException.class, () -> store.apply(List.of(Moves.complete(good), Moves.complete(bad))));

            assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
            assertThat(refused.getCause()).message().containsIgnoringCase("ck_own");
            assertThat(store.result(good.job().id())).isEmpty();
            assertThat(store.result(bad.job().id())).isEmpty();
            assertThat(store.counts().of(JobStatus.PROCESSING)).isEqualTo(2);
            assertThat(store.apply(List.of(Moves.complete(good)))).containsExactly(ChangeOutcome.APPLIED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noErrorRepeatsAPayload(TestDatabase database) {
        String secret = "SECRET-OF-ANNA";
        try (Space space = database.open()) {
            JobStore store = space.store();
            space.execute("ALTER TABLE analysis_jobs ADD CONSTRAINT ck_own CHECK (priority < 100)");
            space.execute("ALTER TABLE analysis_results ADD CONSTRAINT ck_other CHECK (calls > 100)");
            ClaimedJob claimed = Jobs.claimed(store);
            ClaimedJob again = Jobs.claimed(store);

            for (Throwable thrown : List.of(
                    thrownBy(() -> store.insert(List.of(Sample.job()
                            .priority(100)
                            .input(secret)
                            .subject(secret)
                            .build()))),
                    thrownBy(() -> store.insert(
                            List.of(Sample.job().input(secret + "\0").build()))),
                    thrownBy(() -> store.apply(List.of(Moves.complete(claimed, secret)))),
                    thrownBy(
                            () -> store.apply(List.of(Moves.complete(claimed, secret), Moves.complete(again, secret)))),
                    thrownBy(() -> store.apply(List.of(
                            Moves.saveCheckpoint(again, secret), Moves.saveCheckpoint(claimed, secret + "\uD800")))))) {
                StringWriter all = new StringWriter();
                thrown.printStackTrace(new PrintWriter(all));
                assertThat(thrown).isInstanceOf(StoreException.class);
                assertThat(all.toString()).doesNotContain(secret).doesNotContain("persona");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStatementThatTakesTooLongIsATransientFault(TestDatabase database) throws Exception {
        try (Space space = database.open();
                Connection other = space.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            // In H2 it is the wait for a lock that ends.
            DriverDataSource impatient = space.dataSource().with(connection -> {
                if (database == TestDatabase.H2) {
                    try (Statement limit = connection.createStatement()) {
                        limit.execute("SET LOCK_TIMEOUT 100");
                    }
                }
                return connection;
            });
            JobStore store = JdbcJobStore.builder(impatient)
                    .statementTimeout(Duration.ofSeconds(1))
                    .build();
            ClaimedJob claimed = Jobs.claimed(store);
            other.setAutoCommit(false);
            statement.execute("UPDATE analysis_jobs SET priority = 1");

            StoreException late =
                    catchThrowableOfType(StoreException.class, () -> store.apply(List.of(Moves.complete(claimed))));

            assertThat(late.kind()).isEqualTo(Kind.TRANSIENT);
            other.rollback();
            assertThat(store.apply(List.of(Moves.complete(claimed)))).containsExactly(ChangeOutcome.APPLIED);
        }
    }

    private static Throwable thrownBy(Runnable action) {
        return catchThrowableOfType(Throwable.class, action::run);
    }

    private interface Around {
        Object call(String method, Run call) throws Throwable;
    }

    private interface Run {
        Object run() throws Exception;
    }

    private static JobStore storeThat(Space space, Around around) {
        DriverDataSource broken = space.dataSource()
                .withOnThisThread(connection ->
                        Intercepted.commits(connection, (method, args, call) -> around.call(method, call::call)));
        return JdbcJobStore.builder(broken).build();
    }
}
