package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job exists if and only if the submitter's transaction committed; no worker sees it earlier (invariant I12). */
class JoinedTransactionTest {

    @ParameterizedTest
    @EnumSource
    void aJobIsThereOnceTheCallersTransactionCommits(TestDatabase database) throws Exception {
        try (Space space = database.open();
                Connection caller = transaction(space)) {
            JdbcJobStore store = space.store();
            NewJob job = Sample.job().build();

            store.within(caller, () -> store.insert(List.of(job)));
            assertThat(store.find(job.id())).isEmpty();
            assertThat(Jobs.claim(store, 5)).isEmpty();
            caller.commit();

            assertThat(Jobs.claim(store, 5)).hasSize(1);
            assertThat(caller.isClosed()).isFalse();
            assertThat(caller.getAutoCommit()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobOfARolledBackTransactionNeverWas(TestDatabase database) throws Exception {
        try (Space space = database.open();
                Connection caller = transaction(space)) {
            JdbcJobStore store = space.store();
            NewJob job = Sample.job().build();

            store.within(caller, () -> store.insert(List.of(job)));
            caller.rollback();

            assertThat(store.find(job.id())).isEmpty();
            assertThat(store.insert(List.of(job)).get(0)).isInstanceOf(Insertion.Inserted.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsInTheTransactionSeeWhatItWrote(TestDatabase database) throws Exception {
        try (Space space = database.open();
                Connection caller = transaction(space)) {
            JdbcJobStore store = space.store();
            NewJob job = Sample.job().build();

            boolean found = store.within(caller, () -> {
                store.insert(List.of(job));
                return store.find(job.id()).isPresent();
            });

            assertThat(found).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDuplicateIsAnsweredAndTheCallersTransactionGoesOn(TestDatabase database) throws Exception {
        try (Space space = database.open();
                Connection caller = transaction(space)) {
            JdbcJobStore store = space.store();
            NewJob holder = Jobs.submit(store, Sample.job().key("k"));
            space.execute("CREATE TABLE own (id integer PRIMARY KEY)");

            try (Statement statement = caller.createStatement()) {
                statement.execute("INSERT INTO own VALUES (1)");
                Insertion answer = store.within(
                                caller,
                                () -> store.insert(List.of(Sample.job().key("k").build())))
                        .get(0);
                assertThat(answer).isInstanceOf(Insertion.Held.class);
                assertThat(answer.job().id()).isEqualTo(holder.id());
                statement.execute("INSERT INTO own VALUES (2)");
            }
            caller.commit();

            assertThat(space.query("SELECT id FROM own ORDER BY id", row -> row.getInt(1)))
                    .containsExactly(1, 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedSubmitDoesNotPoisonTheCallersTransaction(TestDatabase database) throws Exception {
        try (Space space = database.open();
                Connection caller = transaction(space)) {
            JdbcJobStore store = space.store();
            space.execute("CREATE TABLE own (id integer PRIMARY KEY)");
            space.execute("ALTER TABLE analysis_jobs ADD CONSTRAINT ck_own CHECK (priority < 100)");

            try (Statement statement = caller.createStatement()) {
                statement.execute("INSERT INTO own VALUES (1)");
                assertThatThrownBy(() -> store.within(
                                caller,
                                () -> store.insert(List.of(
                                        Sample.job().build(),
                                        Sample.job().priority(100).build()))))
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                refused -> assertThat(refused.kind()).isEqualTo(StoreException.Kind.REFUSED));
                statement.execute("INSERT INTO own VALUES (2)");
            }
            caller.commit();

            assertThat(space.query("SELECT id FROM own ORDER BY id", row -> row.getInt(1)))
                    .containsExactly(1, 2);
            assertThat(store.counts().counts()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherSubmitOfTheKeyWaitsForTheFirstTransaction(TestDatabase database) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Space space = database.open();
                Connection caller = transaction(space)) {
            JdbcJobStore store = space.store();
            for (boolean commits : List.of(true, false)) {
                NewJob first = Sample.job().key("k" + commits).build();
                store.within(caller, () -> store.insert(List.of(first)));
                Future<List<Insertion>> second = threads.submit(() ->
                        store.insert(List.of(Sample.job().key("k" + commits).build())));
                assertThatThrownBy(() -> second.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

                if (commits) {
                    caller.commit();
                    assertThat(second.get().get(0)).isInstanceOf(Insertion.Held.class);
                } else {
                    caller.rollback();
                    assertThat(second.get().get(0)).isInstanceOf(Insertion.Inserted.class);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherThreadsAreNotInTheTransaction(TestDatabase database) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Space space = database.open();
                Connection caller = transaction(space)) {
            JdbcJobStore store = space.store();

            NewJob job = store.within(
                    caller, () -> thread.submit(() -> Jobs.submit(store)).get());
            caller.rollback();

            assertThat(store.find(job.id())).isPresent();
        } finally {
            thread.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyIsReleasedInTheTransaction(TestDatabase database) throws Exception {
        try (Space space = database.open();
                Connection caller = transaction(space)) {
            JdbcJobStore store = space.store();
            NewJob holder = Jobs.submit(store, Sample.job().key("k"));
            store.apply(List.of(Moves.completeKeepingKey(Jobs.claim(store, 1).get(0))));

            boolean released = store.within(caller, () -> store.releaseKey(holder.id()));
            caller.rollback();

            assertThat(released).isTrue();
            assertThat(store.insert(List.of(Sample.job().key("k").build())).get(0))
                    .isInstanceOf(Insertion.Held.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesInTheTransactionCommitWithIt(TestDatabase database) throws Exception {
        try (Space space = database.open();
                Connection caller = transaction(space)) {
            JdbcJobStore store = space.store();
            ClaimedJob claimed = Jobs.claimed(store);
            space.execute("CREATE TABLE own (job_id uuid PRIMARY KEY)");

            try (Statement statement = caller.createStatement()) {
                statement.execute("INSERT INTO own VALUES ('" + claimed.job().id() + "')");
                store.within(caller, () -> store.apply(List.of(Moves.complete(claimed))));
            }
            assertThat(store.result(claimed.job().id())).isEmpty();
            caller.commit();

            assertThat(store.find(claimed.job().id()).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(space.query("SELECT COUNT(*) FROM own", row -> row.getInt(1)))
                    .containsExactly(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatCommitsByItselfIsNoTransaction(TestDatabase database) throws Exception {
        try (Space space = database.open();
                Connection caller = space.dataSource().getConnection()) {
            JdbcJobStore store = space.store();

            assertThatThrownBy(() -> store.within(caller, () -> Jobs.submit(store)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("setAutoCommit(false)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void pollersAreWokenAfterACommitAndNotWithinATransaction(TestDatabase database) throws Exception {
        try (Space space = database.open();
                Connection caller = transaction(space)) {
            JdbcJobStore store = space.store();
            AtomicInteger woken = new AtomicInteger();
            try (AutoCloseable listening = store.listen(woken::incrementAndGet)) {
                store.within(caller, () -> Jobs.submit(store));
                assertThat(woken).hasValue(0);

                Jobs.submit(store);
                assertThat(woken).hasValue(1);
                store.apply(List.of(Moves.putBack(Jobs.claim(store, 1).get(0), Duration.ZERO)));
                assertThat(woken).hasValue(2);
                store.apply(List.of(Moves.putBack(Jobs.claim(store, 1).get(0), Jobs.LEASE)));
                assertThat(woken).as("what is due later is polled for").hasValue(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionSourceCanJoinAManagedTransaction(TestDatabase database) throws Exception {
        try (Space space = database.open()) {
            Managed managed = new Managed(space);
            JobStore store = JdbcJobStore.builder(managed).build();
            AtomicInteger woken = new AtomicInteger();
            NewJob rolledBack = Sample.job().build();
            NewJob committed = Sample.job().build();
            try (AutoCloseable listening = store.listen(woken::incrementAndGet)) {
                managed.begin();
                store.insert(List.of(rolledBack));
                managed.end(false);
                managed.begin();
                store.insert(List.of(committed));
                assertThat(woken).hasValue(0);
                managed.end(true);

                assertThat(woken).hasValue(1);
            }
            assertThat(store.find(rolledBack.id())).isEmpty();
            assertThat(store.find(committed.id())).isPresent();
            assertThat(managed.open).hasValue(0);
        }
    }

    private static Connection transaction(Space space) throws SQLException {
        Connection connection = space.dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** What a framework's transaction manager does, for one thread. */
    private static final class Managed implements ConnectionSource {
        private final Space space;
        private final AtomicInteger open = new AtomicInteger();
        private final List<Runnable> atCommit = new ArrayList<>();
        private Connection current;

        Managed(Space space) {
            this.space = space;
        }

        void begin() throws SQLException {
            current = transaction(space);
        }

        void end(boolean commits) throws SQLException {
            if (commits) {
                current.commit();
            } else {
                current.rollback();
                atCommit.clear();
            }
            current.close();
            current = null;
            atCommit.forEach(Runnable::run);
            atCommit.clear();
        }

        @Override
        public Connection get() throws SQLException {
            open.incrementAndGet();
            return current == null ? space.dataSource().getConnection() : current;
        }

        @Override
        public boolean isJoined(Connection connection) {
            return connection == current;
        }

        @Override
        public void release(Connection connection) throws SQLException {
            open.decrementAndGet();
            if (connection != current) {
                connection.close();
            }
        }

        @Override
        public void afterCommit(Runnable action) {
            if (current == null) {
                action.run();
            } else {
                atCommit.add(action);
            }
        }
    }
}
