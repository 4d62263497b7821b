package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On MariaDB, too, what runs for every job costs the same however many jobs have finished. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MySqlPlanTest {
    private static final int FINISHED = 5_000;

    private final Space space = TestDatabase.MARIADB.open();
    private final Dialect dialect = new MySqlDialect("MariaDB", new MySqlSettings(1 << 26));
    private final SqlTexts texts = new SqlTexts(dialect, new TableNames(null, ""));

    /** What EXPLAIN says of one table; rows is how many it thinks to read. */
    private record Step(String table, String type, String key, long rows, String extra) {}

    @BeforeAll
    void manyFinishedJobsAndFewOthers() {
        JobStore store = space.store();
        for (int round = 0; round < FINISHED / 500; round++) {
            List<NewJob> jobs = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                jobs.add(Sample.job().build());
            }
            store.insert(jobs);
            store.apply(Jobs.claim(store, 500).stream().map(Moves::complete).toList());
        }
        for (int i = 0; i < 5; i++) {
            Jobs.claimed(store);
            Jobs.submit(store, Sample.job());
        }
        for (ClaimedJob claimed : Jobs.claim(store, 2)) {
            store.apply(List.of(Moves.giveUp(claimed)));
        }
        // Returns once what was deleted from the indexes is out of them; estimates would count it.
        space.execute("SET GLOBAL innodb_max_purge_lag_wait = 0");
        space.query("ANALYZE TABLE analysis_jobs", row -> row.getString(1));
    }

    @AfterAll
    void close() {
        space.close();
    }

    @Test
    void aClaimWalksTheIndexOfPendingJobs() {
        Step jobs = plan(StepwiseClaimer.CANDIDATES, List.of(claim(List.of()))).get(0);

        assertThat(jobs.key).isEqualTo("ix_analysis_jobs_claim");
        assertThat(jobs.extra).doesNotContain("filesort");
    }

    @Test
    void limitsAcrossNodesLookOnlyAtWhatWaitsAndWhatRuns() {
        space.execute("INSERT INTO analysis_limits (analysis_type, next_at) VALUES ('" + Sample.TYPE
                + "', UTC_TIMESTAMP(6))");
        Params params = Params.of("types", List.of(Sample.TYPE)).with("most_ahead", JobClaimer.MOST_AHEAD);

        for (String text : List.of(ClaimLimits.LOOK, ClaimLimits.STATE)) {
            assertThat(plan(text, List.of(params)))
                    .filteredOn(step -> "j".equals(step.table))
                    .hasSize(1)
                    .allMatch(step -> List.of("ix_analysis_jobs_claim", "ix_analysis_jobs_processing")
                                    .contains(step.key)
                            && step.rows < 100);
        }
    }

    /** Else they would wait for rows of others, and lock in another order. */
    @ParameterizedTest
    @ValueSource(ints = {2, 20, 500, 1500})
    void statementsForManyJobsReachThemByTheirIdsAlone(int count) {
        List<UUID> ids = ids(count);
        List<Params> rows = ids.stream().map(MySqlPlanTest::change).toList();
        ChangeTexts changes = dialect.changeTexts();
        List<List<Step>> plans = new ArrayList<>();
        for (String text : List.of(
                LockedJobs.LOCK,
                StepwiseClaimer.LOCK,
                StepwiseClaimer.CLAIM,
                StepwiseClaimer.READ,
                Removals.LOCK,
                Removals.LOCK_OUTDATED,
                Removals.LET_GO_OF_RESULTS)) {
            plans.add(plan(text, List.of(claim(ids))));
        }
        for (String text : List.of(changes.complete(), changes.retry(), changes.fail(), MySqlChangeTexts.RENEW)) {
            plans.add(plan(text, rows));
        }

        assertThat(plans).allSatisfy(plan -> {
            List<Step> jobs = plan.stream()
                    .filter(step -> List.of("j", "analysis_jobs").contains(String.valueOf(step.table)))
                    .toList();
            assertThat(jobs)
                    .hasSize(1)
                    .allMatch(step -> step.key.equals("PRIMARY")
                            && List.of("const", "range", "eq_ref").contains(step.type));
        });
    }

    @Test
    void theSweepReadsOnlyWhatIsUnfinished() {
        Params params = Params.of("after", new UUID(0, 0)).with("limit", 100);

        assertThat(plan(Sweeps.EXPIRED, List.of(params)))
                .extracting(Step::key)
                .containsExactly("ix_analysis_jobs_processing");
        assertThat(plan(Sweeps.OVERDUE, List.of(params)))
                .extracting(Step::key)
                .containsExactly("ix_analysis_jobs_deadline");
    }

    @Test
    void countingReadsIndexesAlone() {
        assertThat(plan(Queries.COUNTS, List.of(new Params())))
                .filteredOn(step -> step.table.equals("analysis_jobs"))
                .hasSize(3)
                .allMatch(step -> step.extra.contains("Using index"));
    }

    private static Params claim(List<UUID> ids) {
        return Params.of("ids", ids)
                .with("type", Sample.TYPE)
                .with("slots", 10)
                .with("most_ahead", JobClaimer.MOST_AHEAD)
                .with("node", "node")
                .with("lease", 1000L)
                .with("minus_keep", -1000L);
    }

    private static Params change(UUID id) {
        return Params.of("job_id", id)
                .with("token", 1L)
                .with("result_id", id)
                .with("keep_key", false)
                .with("delay", 1L)
                .with("uncharged", 0)
                .with("checkpoint", null)
                .with("only_expired", false)
                .with("failure_code", "EMPTY")
                .with("message", "why")
                .with("node", "node")
                .with("lease", 1000L);
    }

    private List<UUID> ids(int count) {
        return space.query(
                "SELECT job_id FROM analysis_jobs ORDER BY status DESC LIMIT " + count,
                row -> UUID.fromString(row.getString(1)));
    }

    private List<Step> plan(String text, List<Params> rows) {
        NamedSql sql = texts.sql("EXPLAIN " + text);
        List<Step> steps = new ArrayList<>();
        try (Connection connection = space.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql.text(rows))) {
            new Tx(connection, dialect, Payloads.PLAIN, 0).bind(statement, sql, rows);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    steps.add(new Step(
                            row.getString("table"),
                            row.getString("type"),
                            row.getString("key"),
                            row.getLong("rows"),
                            row.getString("Extra")));
                }
            }
        } catch (SQLException error) {
            throw new IllegalStateException(sql.text(), error);
        }
        return steps;
    }
}
