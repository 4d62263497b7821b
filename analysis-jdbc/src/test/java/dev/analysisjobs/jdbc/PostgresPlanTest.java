package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.JobCursor;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What runs for every job costs the same however many jobs have finished: it never reads the table from end to end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresPlanTest {
    private final Space space = TestDatabase.POSTGRES.open();
    private final SqlTexts texts = new SqlTexts(new PostgresDialect(), new TableNames(null, ""));

    @BeforeAll
    void manyFinishedJobsAndFewOthers() {
        JobStore store = space.store();
        for (int round = 0; round < 10; round++) {
            List<NewJob> jobs = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                jobs.add(Sample.job().subject("person-" + i % 10).build());
            }
            store.insert(jobs);
            if (round == 0) {
                store.apply(Jobs.claim(store, 500).stream()
                        .map(claimed -> Moves.retryLater(claimed, Duration.ZERO))
                        .toList());
            }
            store.apply(Jobs.claim(store, 500).stream().map(Moves::complete).toList());
        }
        for (int i = 0; i < 5; i++) {
            Jobs.claimed(store);
            Jobs.submit(store, Sample.job());
        }
        List<Change> ended = new ArrayList<>();
        for (ClaimedJob claimed : Jobs.claim(store, 2)) {
            ended.add(Moves.giveUp(claimed));
        }
        store.apply(ended);
        space.execute("ANALYZE");
    }

    @AfterAll
    void close() {
        space.close();
    }

    @Test
    void aClaimWalksTheIndexOfPendingJobs() {
        assertThat(plan(PostgresClaimer.CLAIM))
                .contains("Index Scan using ix_analysis_jobs_claim")
                .doesNotContain("Sort Key: j.claim_rank")
                .contains("pk_analysis_jobs")
                .doesNotContain("Seq Scan on analysis_jobs");
    }

    @Test
    void limitsAcrossNodesLookOnlyAtWhatWaitsAndWhatRuns() {
        assertThat(plan(ClaimLimits.LOOK))
                .contains("ix_analysis_jobs_claim")
                .doesNotContain("Seq Scan on analysis_jobs");
        assertThat(plan(ClaimLimits.STATE))
                .contains("ix_analysis_jobs_processing")
                .doesNotContain("Seq Scan on analysis_jobs");
    }

    @Test
    void changesReachTheirRowsByTheirIds() {
        ChangeTexts changes = PostgresChangeTexts.TEXTS;
        for (String text : List.of(
                PostgresFinisher.FINISH,
                PostgresRenewer.RENEW,
                changes.complete(),
                changes.retry(),
                changes.fail(),
                LockedJobs.LOCK)) {
            assertThat(plan(text)).doesNotContain("Seq Scan on analysis_jobs");
        }
    }

    @Test
    void theSweepReadsOnlyWhatIsUnfinished() {
        assertThat(plan(Sweeps.EXPIRED))
                .contains("ix_analysis_jobs_processing")
                .doesNotContain("Seq Scan on analysis_jobs");
        assertThat(plan(Sweeps.OVERDUE))
                .contains("ix_analysis_jobs_deadline")
                .doesNotContain("Seq Scan on analysis_jobs");
    }

    @Test
    void countingReadsIndexesAlone() {
        space.execute("VACUUM analysis_jobs");

        assertThat(plan(Queries.COUNTS)).contains("ix_analysis_jobs_ended").doesNotContain("Seq Scan on analysis_jobs");
    }

    @Test
    void agesReadOnlyWhatIsUnfinished() {
        assertThat(plan(Queries.AGES))
                .doesNotContain("Seq Scan on analysis_jobs")
                .doesNotContain("_ended");
    }

    @Test
    void theBacklogReadsOnlyWhatIsUnfinishedAndWhatEndedLately() {
        space.execute("VACUUM analysis_jobs");

        assertThat(plan(Backlogs.PENDING))
                .contains("ix_analysis_jobs_claim")
                .doesNotContain("Seq Scan on analysis_jobs")
                .doesNotContain("_ended");
        assertThat(plan(Backlogs.ENDED))
                .contains("Cond: ((analysis_type = ANY", "ix_analysis_jobs_ended")
                .doesNotContain("Seq Scan on analysis_jobs");
        assertThat(plan(Backlogs.PROCESSING))
                .contains("ix_analysis_jobs_processing")
                .doesNotContain("Seq Scan on analysis_jobs");
    }

    @Test
    void whyAJobFailedLastIsFoundByItsId() {
        assertThat(plan(Queries.LAST_FAILURE)).contains("pk_analysis_attempts").doesNotContain("Sort");
    }

    @Test
    void retentionReadsAPageOfEndedJobsInTheOrderOfTheirEnd() {
        assertThat(plan(Removals.OUTDATED))
                .contains("ix_analysis_jobs_ended")
                .doesNotContain("Bitmap")
                .doesNotContain("Seq Scan on analysis_jobs");
    }

    @Test
    void erasureFindsAPageOfASubjectsJobsInOrder() {
        assertThat(plan(Removals.OF_SUBJECT))
                .contains("ix_analysis_jobs_subject")
                .doesNotContain("Sort")
                .doesNotContain("Seq Scan on analysis_jobs");
    }

    @Test
    void everyListIsAPageOfAnIndexInItsOrder() {
        JobFilter all = JobFilter.all();
        Instant now = Instant.now();
        JobCursor after = new JobCursor(now, new UUID(0, 1));
        Map<JobFilter, String> expected = Map.of(
                all,
                "ix_analysis_jobs_created",
                all.withCreated(now, now),
                "ix_analysis_jobs_created",
                all.withType(Sample.TYPE),
                "ix_analysis_jobs_created",
                all.withStatus(JobStatus.COMPLETED),
                "ix_analysis_jobs_created",
                all.withSubject("anna"),
                "ix_analysis_jobs_subject",
                all.withFailureCode(FailureCode.EMPTY),
                "ix_analysis_jobs_failed",
                all.withFailureCode(FailureCode.EMPTY)
                        .withStatus(JobStatus.FAILED)
                        .withType(Sample.TYPE),
                "ix_analysis_jobs_failed");
        expected.forEach((filter, index) -> {
            for (JobCursor from : new JobCursor[] {null, after}) {
                assertThat(plan(JobList.text(filter, from)))
                        .as("%s after %s", filter, from)
                        .contains(index)
                        .doesNotContain("Sort")
                        .doesNotContain("Seq Scan on analysis_jobs");
            }
        });
    }

    /** Returns the plan that PostgreSQL settles on when it does not know the parameters. */
    private String plan(String text) {
        String sql = texts.sql(text).text();
        int parameter = 0;
        while (sql.contains("?")) {
            sql = sql.replaceFirst("\\?", "\\$" + ++parameter);
        }
        // Only the simple protocol takes a statement whose parameters have no values.
        String url = space.dataSource().url() + "&preferQueryMode=simple";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN (GENERIC_PLAN) " + sql)) {
            StringBuilder plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
            return plan.toString();
        } catch (SQLException error) {
            throw new IllegalStateException(sql, error);
        }
    }
}
