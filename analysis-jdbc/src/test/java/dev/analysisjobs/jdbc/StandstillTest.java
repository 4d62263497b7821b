package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Requests;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.StoreException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node that stands still in the midst of a transaction, and a database that takes no writes. */
@Timeout(60)
class StandstillTest {

    @ParameterizedTest
    @EnumSource
    void aSweepPassesOverAJobThatSomebodyHoldsAndEndsTheOthers(TestDatabase database) throws Exception {
        try (Space space = database.open();
                Connection frozen = space.dataSource().getConnection()) {
            JobStore store = space.store();
            Jobs.submit(store);
            Jobs.submit(store);
            List<ClaimedJob> claimed = Requests.claim(store, "node-a", Map.of(Sample.TYPE, 2), 2, Duration.ofMillis(1));
            while (store.expiredLeases(null, 10).size() < 2) {
                Thread.onSpinWait();
            }
            frozen.setAutoCommit(false);
            try (Statement statement = frozen.createStatement()) {
                statement.execute("UPDATE analysis_jobs SET priority = 7 WHERE job_id = '"
                        + claimed.get(0).job().id() + "'");
            }

            assertThat(store.apply(claimed.stream().map(Moves::expire).toList()))
                    .containsExactly(ChangeOutcome.LOST, ChangeOutcome.APPLIED);

            frozen.rollback();
            assertThat(store.apply(List.of(Moves.expire(claimed.get(0))))).containsExactly(ChangeOutcome.APPLIED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "MARIADB"})
    void aHeartbeatWithoutLeasesFindsOutThatNothingCanBeWritten(TestDatabase database) {
        try (Space space = database.open()) {
            JobStore store = space.store();
            assertThat(store.renew("node-a", List.of(), Jobs.LEASE)).isEmpty();
            DriverDataSource readOnly = space.dataSource().with(connection -> {
                connection.setReadOnly(true);
                try (Statement statement = connection.createStatement()) {
                    statement.execute(
                            database == TestDatabase.POSTGRES
                                    ? "SET default_transaction_read_only = on"
                                    : "SET SESSION TRANSACTION READ ONLY");
                }
                return connection;
            });
            JobStore onReplica = JdbcJobStore.builder(readOnly).migrate(false).build();

            assertThatThrownBy(() -> onReplica.renew("node-a", List.of(), Jobs.LEASE))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            error -> assertThat(error.kind()).isEqualTo(StoreException.Kind.TRANSIENT));
        }
    }
}
