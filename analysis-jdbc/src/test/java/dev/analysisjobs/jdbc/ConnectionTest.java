package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Requests;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A unit of work borrows one connection and gives it back as it was, or never (invariant I11). */
class ConnectionTest {

    @ParameterizedTest
    @EnumSource
    void eightThreadsAreServedByAPoolOfOne(TestDatabase database) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Space space = database.open()) {
            JobStore store = JdbcJobStore.builder(space.pool(1)).build();
            try (AutoCloseable listening = store.listen(() -> store.find(new UUID(0, 0)))) {
                Callable<Integer> life = () -> {
                    int done = 0;
                    for (int i = 0; i < 10; i++) {
                        Jobs.submit(store);
                        for (ClaimedJob claimed : Jobs.claim(store, 3)) {
                            store.renew("node-a", List.of(claimed.ref()), Jobs.LEASE);
                            done += store.apply(List.of(Moves.complete(claimed)))
                                    .size();
                        }
                    }
                    return done;
                };
                int done = 0;
                for (Future<Integer> future : threads.invokeAll(Collections.nCopies(8, life))) {
                    done += future.get();
                }
                assertThat(done).isEqualTo(80);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "H2, true, TRANSACTION_SERIALIZABLE", "H2, false, TRANSACTION_REPEATABLE_READ",
        "POSTGRES, true, TRANSACTION_SERIALIZABLE", "POSTGRES, false, TRANSACTION_REPEATABLE_READ",
        "H2, true, TRANSACTION_READ_COMMITTED", "POSTGRES, false, TRANSACTION_READ_COMMITTED",
        "MARIADB, true, TRANSACTION_SERIALIZABLE", "MARIADB, false, TRANSACTION_REPEATABLE_READ",
        "MARIADB, true, TRANSACTION_REPEATABLE_READ", "MARIADB, false, TRANSACTION_READ_COMMITTED"
    })
    void aConnectionIsGivenBackAsItWasFound(TestDatabase database, boolean autoCommit, String isolation)
            throws Exception {
        int level = Connection.class.getField(isolation).getInt(null);
        try (Space space = database.open()) {
            Connection only = space.dataSource().getConnection();
            only.setAutoCommit(autoCommit);
            only.setTransactionIsolation(level);
            try (Statement statement = only.createStatement()) {
                statement.setQueryTimeout(77);
            }
            if (!autoCommit) {
                only.commit();
            }
            List<Integer> during = new ArrayList<>();
            Connection watched = Intercepted.connection(only, (method, args, call) -> {
                if (method.equals("commit")) {
                    during.add(only.getTransactionIsolation());
                }
                return method.equals("close") ? null : call.call();
            });
            DriverDataSource same = space.dataSource().withOnThisThread(fresh -> {
                fresh.close();
                return watched;
            });
            JobStore store = JdbcJobStore.builder(same).build();
            during.clear();

            everything(store);

            assertThat(only.getAutoCommit()).isEqualTo(autoCommit);
            assertThat(only.getTransactionIsolation()).isEqualTo(level);
            assertThat(during).isNotEmpty();
            if (autoCommit) {
                assertThat(during).containsOnly(Connection.TRANSACTION_READ_COMMITTED);
            }
            if (database == TestDatabase.H2) {
                try (Statement statement = only.createStatement()) {
                    assertThat(statement.getQueryTimeout()).isEqualTo(77);
                }
            }
            only.close();
        }
    }

    /** Units of work of every kind, those that fail among them. */
    private static void everything(JobStore store) {
        ClaimedJob claimed = Jobs.claimed(store);
        store.apply(List.of(Moves.complete(claimed)));
        store.apply(List.of(Moves.complete(claimed)));
        assertThatThrownBy(() -> store.apply(List.of(Moves.complete(Jobs.claimed(store), "\0"))))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> Jobs.submit(store, Sample.job().maxAttempts(Integer.MIN_VALUE)))
                .isInstanceOf(StoreException.class);
        store.list(JobFilter.all(), null, 10);
        store.counts();
        store.claimNotices(10, Jobs.LEASE);
        store.pause("some-type", "why", null);
    }

    @Test
    void aConnectionThatBreaksIsNotHandedOutAgain() {
        AtomicInteger breaks = new AtomicInteger();
        Thread mine = Thread.currentThread();
        try (Space space = TestDatabase.POSTGRES.open()) {
            List<Connection> opened = new ArrayList<>();
            DriverDataSource breaking = space.dataSource().with(connection -> {
                opened.add(connection);
                return Intercepted.connection(connection, (method, args, call) -> {
                    if (Thread.currentThread() == mine
                            && method.equals("prepareStatement")
                            && breaks.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                        throw new SQLException("An I/O error occurred", "08006");
                    }
                    return call.call();
                });
            });
            try (HikariDataSource pool = space.pool(breaking, 1)) {
                JobStore store = JdbcJobStore.builder(pool).build();
                Jobs.submit(store);
                int before = opened.size();
                breaks.set(1);

                assertThatThrownBy(() -> Jobs.claim(store, 1))
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                lost -> assertThat(lost.kind()).isEqualTo(StoreException.Kind.TRANSIENT));

                assertThat(Jobs.claim(store, 1)).hasSize(1);
                assertThat(opened).hasSize(before + 1);
            }
        }
    }

    @Test
    void aServerThatTakesNoWritesCostsNoRestart() throws Exception {
        try (Space space = TestDatabase.POSTGRES.open()) {
            AtomicReference<String> readOnly = new AtomicReference<>("off");
            DriverDataSource demoted = space.dataSource().with(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET default_transaction_read_only = " + readOnly.get());
                }
                return connection;
            });
            try (HikariDataSource pool = space.pool(demoted, 2)) {
                JobStore store = JdbcJobStore.builder(pool).build();
                Jobs.submit(store);
                pool.getHikariPoolMXBean().softEvictConnections();
                readOnly.set("on");

                assertThatThrownBy(() -> Jobs.claim(store, 1))
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                refused -> assertThat(refused.kind()).isEqualTo(StoreException.Kind.TRANSIENT));
                readOnly.set("off");

                assertThat(claimOverStaleConnections(store, 2)).hasSize(1);
            }
        }
    }

    /** The pool may have made up to its size of connections meanwhile; each is given up when it fails. */
    private static List<ClaimedJob> claimOverStaleConnections(JobStore store, int stale) {
        for (int failures = 0; ; failures++) {
            try {
                return Jobs.claim(store, 1);
            } catch (StoreException readOnly) {
                assertThat(failures).isLessThan(stale);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "H2, TRANSACTION_REPEATABLE_READ",
        "H2, TRANSACTION_SERIALIZABLE",
        "POSTGRES, TRANSACTION_REPEATABLE_READ",
        "POSTGRES, TRANSACTION_SERIALIZABLE",
        "MARIADB, TRANSACTION_REPEATABLE_READ",
        "MARIADB, TRANSACTION_SERIALIZABLE"
    })
    void noCompletionIsLostWhateverThePoolsIsolation(TestDatabase database, String isolation) throws Exception {
        int jobs = 120;
        ExecutorService threads = Executors.newFixedThreadPool(6);
        int level = Connection.class.getField(isolation).getInt(null);
        try (Space space = database.open();
                HikariDataSource pool = space.pool(
                        space.dataSource().with(connection -> {
                            connection.setTransactionIsolation(level);
                            return connection;
                        }),
                        4)) {
            JobStore store = JdbcJobStore.builder(pool).build();
            for (int i = 0; i < jobs; i++) {
                Jobs.submit(store);
            }
            AtomicInteger done = new AtomicInteger();
            Callable<Void> worker = () -> {
                while (done.get() < jobs) {
                    List<Change> changes = new ArrayList<>();
                    List<ClaimedJob> claimed = Requests.claim(store, "node", Map.of(Sample.TYPE, 4), 4, Jobs.LEASE);
                    for (ClaimedJob one : claimed) {
                        changes.add(Moves.complete(one));
                    }
                    store.renew("node", claimed.stream().map(ClaimedJob::ref).toList(), Jobs.LEASE);
                    done.addAndGet(store.apply(changes).size());
                }
                return null;
            };
            for (Future<Void> future : threads.invokeAll(Collections.nCopies(6, worker))) {
                future.get();
            }
            assertThat(store.counts().of(JobStatus.COMPLETED)).isEqualTo(jobs);
        } finally {
            threads.shutdownNow();
        }
    }
}
