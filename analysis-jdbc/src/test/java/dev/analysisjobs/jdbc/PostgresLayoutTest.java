package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.NewJob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What PostgreSQL really writes and reads for a job: counted by the server, in the transaction that does it.
 *
 * <p>{@code -Danalysis.finishedRows=2000000} fills the table as a long life would.
 */
class PostgresLayoutTest {
    private static final int FINISHED_ROWS = Integer.getInteger("analysis.finishedRows", 20_000);
    private static final int JOBS = 100;

    private static final String FINISHED = """
            INSERT INTO analysis_jobs (job_id, analysis_type, type_version, subject_id, status, priority, input, fingerprint,
                input_hash, attempts, max_attempts, operator_retries, run_at, deadline_at, lease_token, failure_code,
                error_message, created_at, started_at, completed_at)
            SELECT gen_random_uuid(), '%s', '1', 'person-' || n, 'failed', 0, 'x', repeat('f', 64),
                repeat('f', 64), 1, 1, 0, at, at + INTERVAL '1 day', 1, 'INTERNAL',
                'It failed', at, at, at + INTERVAL '1 second'
            FROM (SELECT n, now() - n * INTERVAL '1 second' AS at FROM generate_series(1, %d) n) numbered
            """;

    private static final String STATISTICS =
            "FROM pg_stat_xact_user_tables WHERE relid = CAST('analysis_jobs' AS regclass)";

    private static final String PAYLOADS = """
            SELECT n_tup_ins FROM pg_stat_xact_all_tables
            WHERE relid = (SELECT reltoastrelid FROM pg_class WHERE oid = CAST('analysis_jobs' AS regclass))
            """;

    private static final Pattern BLOCKS = Pattern.compile("Buffers: shared hit=(?<hit>\\d+)(?: read=(?<read>\\d+))?");

    private final Space space = TestDatabase.POSTGRES.open();
    private final JdbcJobStore store = space.store();

    @AfterEach
    void close() {
        space.close();
    }

    @Test
    void heartbeatsLeaveAllIndexesAlone() throws Exception {
        List<LeaseRef> leases =
                claimed("x").stream().map(PostgresLayoutTest::lease).toList();
        // A claimed row leaves the page that it was inserted in, with many others; the first beats spread them over
        // pages.
        for (int beat = 0; beat < 12; beat++) {
            assertThat(store.renew("node-a", leases, Jobs.LEASE)).hasSize(JOBS);
        }

        inTransaction(connection -> {
            store.renew("node-a", leases, Jobs.LEASE);

            assertThat(number(connection, "SELECT n_tup_upd " + STATISTICS)).isEqualTo(JOBS);
            assertThat(number(connection, "SELECT n_tup_hot_upd " + STATISTICS)).isEqualTo(JOBS);
        });
    }

    @Test
    void anInputThatDoesNotFitItsRowIsWrittenOnceHoweverOftenTheJobChanges() throws Exception {
        inTransaction(connection -> {
            submit(incompressible(3_000));
            long written = number(connection, PAYLOADS);
            assertThat(written).as("inputs outside of their rows").isGreaterThanOrEqualTo(JOBS);

            List<ClaimedJob> once = Jobs.claim(store, JOBS);
            store.renew("node-a", once.stream().map(PostgresLayoutTest::lease).toList(), Jobs.LEASE);
            store.apply(
                    once.stream().map(job -> Moves.putBack(job, Duration.ZERO)).toList());
            store.apply(Jobs.claim(store, JOBS).stream().map(Moves::complete).toList());

            assertThat(number(connection, "SELECT n_tup_upd " + STATISTICS)).isEqualTo(5 * JOBS);
            assertThat(number(connection, PAYLOADS)).isEqualTo(written);
        });
    }

    @Test
    void aClaimReadsNoMoreWhenManyJobsHaveFinished() throws Exception {
        submit("x");
        space.execute("VACUUM ANALYZE analysis_jobs");
        long before = blocksOfAClaim();

        space.execute(String.format(FINISHED, Sample.TYPE, FINISHED_ROWS));
        long unknown = blocksOfAClaim();
        space.execute("VACUUM ANALYZE analysis_jobs");
        long known = blocksOfAClaim();

        assertThat(List.of(unknown, known))
                .as("blocks that a claim reads beside %d finished jobs; beside none: %d", FINISHED_ROWS, before)
                .allSatisfy(blocks -> assertThat(blocks).isLessThan(before * 2));
    }

    private void submit(String input) {
        List<NewJob> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            jobs.add(Sample.job().input(input).build());
        }
        store.insert(jobs);
    }

    private List<ClaimedJob> claimed(String input) {
        submit(input);
        return Jobs.claim(store, JOBS);
    }

    /** Runs a claim, asks the server what it read, and undoes it. */
    private long blocksOfAClaim() throws SQLException {
        PostgresDialect dialect = new PostgresDialect();
        NamedSql claim = new SqlTexts(dialect, new TableNames(null, "")).sql(PostgresClaimer.CLAIM);
        Params params = Params.of("type", List.of(Sample.TYPE))
                .with("slots", List.of(JOBS))
                .with("limit", JOBS)
                .with("node", "node-a")
                .with("lease", 1_000_000L)
                .with("most_ahead", JobClaimer.MOST_AHEAD);
        try (Connection connection = space.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement =
                    connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS) " + claim.text())) {
                int index = 0;
                for (NamedSql.Parameter parameter : claim.parameters()) {
                    dialect.bind(statement, ++index, parameter, params.get(parameter.name()));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    return blocks(rows);
                }
            } finally {
                connection.rollback();
            }
        }
    }

    /** Returns what the topmost node of a plan says that it and those below it read. */
    private static long blocks(ResultSet plan) throws SQLException {
        while (plan.next()) {
            Matcher buffers = BLOCKS.matcher(plan.getString(1));
            if (buffers.find()) {
                return Long.parseLong(buffers.group("hit"))
                        + (buffers.group("read") == null ? 0 : Long.parseLong(buffers.group("read")));
            }
        }
        throw new AssertionError("The plan tells of no buffers");
    }

    private interface Action {
        void run(Connection connection) throws SQLException;
    }

    /** Runs an action in one transaction, whose statistics the server keeps apart. */
    private void inTransaction(Action action) throws Exception {
        try (Connection connection = space.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            store.within(connection, () -> {
                action.run(connection);
                return null;
            });
            connection.rollback();
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static LeaseRef lease(ClaimedJob claimed) {
        return new LeaseRef(
                claimed.job().id(),
                Objects.requireNonNull(claimed.job().lease()).token());
    }

    private static String incompressible(int length) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append((char) (' ' + random.nextInt(95)));
        }
        return text.toString();
    }
}
