package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.StoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults in the way of MariaDB and MySQL, all of them made by a real MariaDB. */
@Timeout(120)
class MySqlFaultTest {
    private final Space space = TestDatabase.MARIADB.open();

    @AfterEach
    void close() {
        space.close();
    }

    /** The caller's picture is older than the winner, so only a look that takes a lock sees it. */
    @Test
    void theHolderOfAKeyIsFoundInACallersOlderPicture() throws Exception {
        try (Connection caller = repeatable()) {
            JdbcJobStore store = space.store();
            look(caller);
            NewJob holder = Jobs.submit(store, Sample.job().key("k"));

            Insertion answer = store.within(
                            caller,
                            () -> store.insert(List.of(Sample.job().key("k").build())))
                    .get(0);

            assertThat(answer).isInstanceOf(Insertion.Held.class);
            assertThat(answer.job().id()).isEqualTo(holder.id());
            caller.commit();
        }
    }

    @Test
    void whereTheServerForbidsThatLookTheCallerHasToBeginAgain() throws Exception {
        try (Connection caller = repeatable()) {
            JdbcJobStore store = space.store();
            execute(caller, "SET innodb_snapshot_isolation = ON");
            look(caller);
            Jobs.submit(store, Sample.job().key("k"));
            NewJob second = Sample.job().key("k").build();

            StoreException refused = catchThrowableOfType(
                    StoreException.class, () -> store.within(caller, () -> store.insert(List.of(second))));

            assertThat(refused.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(refused).hasMessageContaining("code 1020").hasMessageContaining("another transaction");
            caller.rollback();
            assertThat(store.within(caller, () -> store.insert(List.of(second))).get(0))
                    .isInstanceOf(Insertion.Held.class);
        }
    }

    /** Some drivers tell it as SQL state 40001, yet the server undoes the statement alone: what came before must not be committed. */
    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    void aLockThatIsWaitedForTooLongUndoesTheWholeUnit(String driver) throws SQLException {
        DriverDataSource impatient = new DriverDataSource(MariaDbServer.url(driver, "analysis", space.schema()))
                .with(connection -> executed(connection, "SET innodb_lock_wait_timeout = 1"));
        try (HikariDataSource pool = space.pool(impatient, 1);
                Connection other = space.dataSource().getConnection()) {
            JobStore store = JdbcJobStore.builder(pool).build();
            ClaimedJob completed = Jobs.claimed(store);
            ClaimedJob failed = Jobs.claimed(store);
            Change.GiveUp giveUp = Moves.giveUp(failed);
            other.setAutoCommit(false);
            execute(
                    other,
                    "INSERT INTO analysis_notices (notice_id, kind, analysis_type, state, deliveries, delivered_to,"
                            + " due_at, created_at) VALUES ('" + giveUp.notice().id()
                            + "', 'JOB_COMPLETED', 't', 'pending', 0, '', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");

            StoreException late = catchThrowableOfType(
                    StoreException.class, () -> store.apply(List.of(Moves.complete(completed), giveUp)));

            assertThat(late.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(late).hasMessageContaining("code 1205");
            other.rollback();
            Jobs.submit(store);
            assertThat(store.result(completed.job().id())).isEmpty();
            assertThat(store.counts().of(JobStatus.PROCESSING)).isEqualTo(2);
            assertThat(store.apply(List.of(Moves.complete(completed), giveUp))).containsOnly(ChangeOutcome.APPLIED);
        }
    }

    @Test
    void aRealDeadlockIsUndoneAndRunAgain() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection other = space.dataSource().getConnection()) {
            JobStore store = space.store();
            ClaimedJob first = Jobs.claimed(store);
            ClaimedJob second = Jobs.claimed(store);
            other.setAutoCommit(false);
            // The transaction that wrote less is sacrificed: let that be the store's.
            execute(other, "CREATE TEMPORARY TABLE weight (n integer) ENGINE = InnoDB");
            for (int i = 0; i < 100; i++) {
                execute(other, "INSERT INTO weight VALUES (1)");
            }
            touch(other, second);

            Future<List<ChangeOutcome>> applied =
                    thread.submit(() -> store.apply(List.of(Moves.complete(first), Moves.complete(second))));
            awaitAWaiter();
            touch(other, first);
            other.commit();

            assertThat(applied.get()).containsExactly(ChangeOutcome.APPLIED, ChangeOutcome.APPLIED);
            assertThat(store.counts().of(JobStatus.COMPLETED)).isEqualTo(2);
        } finally {
            thread.shutdownNow();
        }
    }

    /** A demoted primary: the whole server for users without a special right, or one session. */
    @ParameterizedTest
    @ValueSource(strings = {"SET GLOBAL read_only = %s", "SET SESSION TRANSACTION READ %s"})
    void aServerThatTakesNoWritesCostsNoRestart(String setting) throws Exception {
        String user = "app_" + space.schema();
        space.execute("CREATE USER " + user + "@'127.0.0.1' IDENTIFIED BY '" + user + "'");
        space.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON " + space.schema() + ".* TO " + user + "@'127.0.0.1'");
        space.store();
        boolean server = setting.contains("GLOBAL");
        AtomicReference<String> session = new AtomicReference<>("SET @x = 1");
        DriverDataSource demoted = new DriverDataSource(MariaDbServer.url("mariadb", user, space.schema()))
                .with(connection -> executed(connection, session.get()));
        try (HikariDataSource pool = space.pool(demoted, 2)) {
            JobStore store = JdbcJobStore.builder(pool).build();
            Jobs.submit(store);
            pool.getHikariPoolMXBean().softEvictConnections();
            if (server) {
                space.execute(String.format(setting, "ON"));
            } else {
                session.set(String.format(setting, "ONLY"));
            }

            StoreException refused = catchThrowableOfType(StoreException.class, () -> Jobs.claim(store, 1));
            if (server) {
                space.execute(String.format(setting, "OFF"));
            }
            session.set("SET @x = 1");

            assertThat(refused.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(Jobs.claim(store, 1)).hasSize(1);
        } finally {
            space.execute("SET GLOBAL read_only = OFF");
            space.execute("DROP USER " + user + "@'127.0.0.1'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    void aConnectionThatTheServerEndsIsNotUsedAgain(String driver) throws Exception {
        DriverDataSource source = new DriverDataSource(MariaDbServer.url(driver, "analysis", space.schema()));
        try (HikariDataSource pool = space.pool(source, 1)) {
            JobStore store = JdbcJobStore.builder(pool).build();
            Jobs.submit(store);
            long id;
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT CONNECTION_ID()")) {
                row.next();
                id = row.getLong(1);
            }
            space.execute("KILL " + id);

            StoreException lost = catchThrowableOfType(StoreException.class, () -> Jobs.claim(store, 1));

            assertThat(lost.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(Jobs.claim(store, 1)).hasSize(1);
        }
    }

    private Connection repeatable() throws SQLException {
        Connection connection = space.dataSource().getConnection();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        return connection;
    }

    /** Fixes the picture that a transaction has of the data. */
    private static void look(Connection connection) throws SQLException {
        execute(connection, "SELECT COUNT(*) FROM analysis_jobs");
    }

    private static void touch(Connection connection, ClaimedJob claimed) throws SQLException {
        execute(
                connection,
                "UPDATE analysis_jobs SET priority = 1 WHERE job_id = '"
                        + claimed.job().id() + "'");
    }

    private static Connection executed(Connection connection, String sql) throws SQLException {
        execute(connection, sql);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Waits until some transaction of the server waits for a lock. */
    private void awaitAWaiter() {
        while (space.query("SELECT COUNT(*) FROM information_schema.innodb_lock_waits", row -> row.getInt(1))
                .get(0)
                .equals(0)) {
            Thread.onSpinWait();
        }
    }
}
