package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.model.AnalysisResult;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.CompletionWritesException;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The app's own rows and the result are both there or neither, on one connection. */
@Timeout(120)
class CompletionWritesTest {

    @ParameterizedTest
    @EnumSource
    void theAppsRowMayReferToTheResultAndBothAppearInOneCommit(TestDatabase database) {
        try (Space space = database.open()) {
            JdbcJobStore store = storeWithProfiles(space);
            ClaimedJob claimed = Jobs.claimed(store);

            ChangeOutcome outcome = store.completeWith(Moves.complete(claimed), result -> {
                insertProfile(store, result, "calm");
                assertThat(profiles(space)).isEmpty();
                assertThat(statusesOutside(space)).containsExactly("processing");
            });

            assertThat(outcome).isEqualTo(ChangeOutcome.APPLIED);
            assertThat(profiles(space)).containsExactly("calm");
            assertThat(statusesOutside(space)).containsExactly("completed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void neitherIsThereWhenTheWritesFail(TestDatabase database) {
        try (Space space = database.open()) {
            JdbcJobStore store = storeWithProfiles(space);
            Change.Complete change = Moves.complete(Jobs.claimed(store));

            CompletionWritesException failed = catchThrowableOfType(
                    CompletionWritesException.class,
                    () -> store.completeWith(change, result -> {
                        insertProfile(store, result, "calm");
                        insertProfile(store, result, "calm again, under the same key");
                    }));

            assertThat(failed.isTransient()).isFalse();
            assertThat(failed).hasCauseInstanceOf(SQLException.class);
            assertThat(profiles(space)).isEmpty();
            assertThat(store.result(change.jobId())).isEmpty();
            assertThat(store.find(change.jobId()).orElseThrow().status()).isEqualTo(JobStatus.PROCESSING);
            assertThat(store.completeWith(change, result -> insertProfile(store, result, "calm")))
                    .isEqualTo(ChangeOutcome.APPLIED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStoresTransactionCannotBeEndedByTheWrites(TestDatabase database) {
        try (Space space = database.open()) {
            JdbcJobStore store = storeWithProfiles(space);
            ClaimedJob claimed = Jobs.claimed(store);

            store.completeWith(Moves.complete(claimed), result -> {
                Connection joined = store.joinedConnection();
                assertThatThrownBy(joined::commit).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(joined::rollback).hasMessageContaining("throw to roll it back");
                assertThatThrownBy(() -> joined.setAutoCommit(true)).isInstanceOf(IllegalStateException.class);
                joined.close();
                insertProfile(store, result, "calm");
            });

            assertThat(profiles(space)).containsExactly("calm");
            assertThatThrownBy(store::joinedConnection).hasMessageContaining("in no transaction of the store");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeadlockOfTheAppsWritesIsTransient(TestDatabase database) {
        try (Space space = database.open()) {
            JdbcJobStore store = storeWithProfiles(space);
            Change.Complete change = Moves.complete(Jobs.claimed(store));

            CompletionWritesException failed = catchThrowableOfType(
                    CompletionWritesException.class,
                    () -> store.completeWith(change, result -> {
                        throw new IllegalStateException(
                                "wrapped", new SQLTransactionRollbackException("deadlock", "40001", 1213));
                    }));

            assertThat(failed.isTransient()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesThatTakeTooLongLetGoOfTheJob(TestDatabase database) {
        try (Space space = database.open()) {
            JdbcJobStore store = JdbcJobStore.builder(space.pool(1))
                    .statementTimeout(Duration.ofSeconds(1))
                    .build();
            Change.Complete change = Moves.complete(Jobs.claimed(store));

            CompletionWritesException failed = catchThrowableOfType(
                    CompletionWritesException.class,
                    () -> store.completeWith(change, result -> {
                        // Ended by the abort of the connection, long before it ends by itself.
                        for (int i = 0; i < 3_000; i++) {
                            try (Statement statement = store.joinedConnection().createStatement()) {
                                statement.execute("SELECT 1");
                            }
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                        }
                    }));

            assertThat(failed.isTransient()).isTrue();
            assertThat(store.completeWith(change, result -> {})).isEqualTo(ChangeOutcome.APPLIED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobSubmittedByTheWritesIsThereWithTheResultOrNot(TestDatabase database) throws Exception {
        try (Space space = database.open()) {
            JdbcJobStore store = space.store();
            Change.Complete change = Moves.complete(Jobs.claimed(store));
            NewJob next = Sample.job().build();
            AtomicInteger woken = new AtomicInteger();
            try (AutoCloseable listening = store.listen(woken::incrementAndGet)) {
                assertThatThrownBy(() -> store.completeWith(change, result -> {
                            store.insert(List.of(next));
                            throw new IllegalStateException("changed its mind");
                        }))
                        .isInstanceOf(CompletionWritesException.class);
                assertThat(store.find(next.id())).isEmpty();
                assertThat(woken).hasValue(0);

                store.completeWith(change, result -> {
                    store.insert(List.of(next));
                    assertThat(woken).hasValue(0);
                });
                assertThat(store.find(next.id())).isPresent();
                assertThat(woken).hasValue(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommitThatIsCutOffIsUnknownAndCanBeReadBack(TestDatabase database) {
        for (boolean reachedTheServer : List.of(true, false)) {
            AtomicBoolean cut = new AtomicBoolean();
            try (Space space = database.open()) {
                JdbcJobStore store = JdbcJobStore.builder(space.dataSource()
                                .withOnThisThread(real -> Intercepted.connection(real, (method, args, call) -> {
                                    if (!method.equals("commit") || !cut.getAndSet(false)) {
                                        return call.call();
                                    }
                                    if (reachedTheServer) {
                                        call.call();
                                    }
                                    throw new SQLException("An I/O error occurred", "08006", 90067);
                                })))
                        .build();
                Change.Complete change = Moves.complete(Jobs.claimed(store));

                cut.set(true);
                StoreException unknown =
                        catchThrowableOfType(StoreException.class, () -> store.completeWith(change, result -> {}));

                assertThat(unknown.kind()).isEqualTo(StoreException.Kind.COMMIT_UNKNOWN);
                assertThat(store.readBack(List.of(change))).containsExactly(reachedTheServer);
            }
        }
    }

    private static JdbcJobStore storeWithProfiles(Space space) {
        JdbcJobStore store = space.store();
        String id = space.database().isMySql() ? "char(36) CHARACTER SET ascii COLLATE ascii_bin" : "uuid";
        space.execute(
                "CREATE TABLE profiles (result_id " + id + " NOT NULL PRIMARY KEY, headline varchar(100) NOT NULL,"
                        + " CONSTRAINT fk_profiles FOREIGN KEY (result_id) REFERENCES analysis_results (result_id))");
        return store;
    }

    private static void insertProfile(JdbcJobStore store, AnalysisResult result, String headline) throws SQLException {
        UUID id = result.id();
        try (PreparedStatement insert =
                store.joinedConnection().prepareStatement("INSERT INTO profiles VALUES (?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, headline);
            insert.executeUpdate();
        }
    }

    private static List<String> profiles(Space space) {
        return space.query("SELECT headline FROM profiles", row -> row.getString(1));
    }

    private static List<String> statusesOutside(Space space) {
        return space.query("SELECT status FROM analysis_jobs", row -> row.getString(1));
    }
}
