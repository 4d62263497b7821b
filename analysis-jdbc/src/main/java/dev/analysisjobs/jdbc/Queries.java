package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.port.JobCounts;
import dev.analysisjobs.port.JobCursor;
import dev.analysisjobs.port.JobFilter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads. */
final class Queries {
    private static final String NOW = """
            SELECT {now} AS now_at
            """;

    private static final String FIND = """
            SELECT {job_columns} FROM {jobs} WHERE job_id = :job_id
            """;

    private static final String INPUT = """
            SELECT job_id, input FROM {jobs} WHERE job_id = :job_id
            """;

    private static final String RESULT = """
            SELECT * FROM {results} WHERE job_id = :job_id
            """;

    private static final String ATTEMPTS = """
            SELECT * FROM {attempts} WHERE job_id = :job_id ORDER BY lease_token DESC LIMIT :limit
            """;

    static final String LAST_FAILURE = """
            SELECT failure_code, message FROM {attempts} WHERE job_id = :job_id ORDER BY lease_token DESC LIMIT 1
            """;

    /** In parts, so that each is answered from the index of its part. */
    static final String COUNTS = """
            SELECT analysis_type, status, COUNT(*) AS jobs FROM {jobs}
            WHERE status IN ('completed', 'failed', 'cancelled')
            GROUP BY analysis_type, status
            UNION ALL
            SELECT analysis_type, status, COUNT(*) AS jobs FROM {jobs}
            WHERE status = 'pending'
            GROUP BY analysis_type, status
            UNION ALL
            SELECT analysis_type, status, COUNT(*) AS jobs FROM {jobs}
            WHERE status = 'processing'
            GROUP BY analysis_type, status
            ORDER BY analysis_type, status
            """;

    static final String AGES = """
            SELECT {now} AS now_at,
                (SELECT MIN(run_at) FROM {jobs} WHERE status = 'pending' AND run_at <= {now}) AS due_since,
                (SELECT MIN(started_at) FROM {jobs} WHERE status = 'processing') AS processing_since,
                (SELECT COUNT(*) FROM {jobs} WHERE status = 'processing' AND lease_until < {now}) AS expired
            """;

    private final Units units;
    private final JobList jobList;
    private final NamedSql now;
    private final NamedSql find;
    private final NamedSql input;
    private final NamedSql result;
    private final NamedSql attempts;
    private final NamedSql lastFailure;
    private final NamedSql counts;
    private final NamedSql ages;

    Queries(Units units, SqlTexts texts) {
        this.units = units;
        jobList = new JobList(texts);
        now = texts.sql(NOW);
        find = texts.sql(FIND);
        input = texts.sql(INPUT);
        result = texts.sql(RESULT);
        attempts = texts.sql(ATTEMPTS);
        lastFailure = texts.sql(LAST_FAILURE);
        counts = texts.sql(COUNTS);
        ages = texts.sql(AGES);
    }

    Instant now() {
        return one("Reading the clock", now, new Params(), row -> row.instant("now_at"))
                .orElseThrow();
    }

    Optional<AnalysisJob> find(UUID jobId) {
        return one("Reading a job", find, Params.of("job_id", jobId), JobRows::job);
    }

    Optional<String> input(UUID jobId) {
        return one("Reading an input", input, Params.of("job_id", jobId), row -> row.payload("input"));
    }

    Optional<StoredResult> result(UUID jobId) {
        return one("Reading a result", result, Params.of("job_id", jobId), HistoryRows::result);
    }

    List<Attempt> attempts(UUID jobId, int limit) {
        Params params = Params.of("job_id", jobId).with("limit", limit);
        List<Attempt> newestFirst =
                new ArrayList<>(units.read("Reading attempts", tx -> tx.query(attempts, params, HistoryRows::attempt)));
        Collections.reverse(newestFirst);
        return List.copyOf(newestFirst);
    }

    Optional<Failure> lastFailure(UUID jobId) {
        return one(
                "Reading a failure",
                lastFailure,
                Params.of("job_id", jobId),
                row -> new Failure(new FailureCode(row.text("failure_code")), row.message("message")));
    }

    List<AnalysisJob> list(JobFilter filter, @Nullable JobCursor after, int limit) {
        return units.read("Listing jobs", tx -> jobList.page(tx, filter, after, limit));
    }

    JobCounts counts() {
        return units.read("Counting jobs", tx -> {
            List<JobCounts.Count> byStatus = tx.query(counts, new Params(), Queries::count);
            return tx.queryOne(ages, new Params(), row -> counts(byStatus, row)).orElseThrow();
        });
    }

    private <T> Optional<T> one(String what, NamedSql sql, Params params, Row.Mapper<T> mapper) {
        return units.read(what, tx -> tx.queryOne(sql, params, mapper));
    }

    private static JobCounts.Count count(Row row) throws SQLException {
        return new JobCounts.Count(row.text("analysis_type"), JobStatus.ofWord(row.text("status")), row.whole("jobs"));
    }

    private static JobCounts counts(List<JobCounts.Count> counts, Row row) throws SQLException {
        Instant now = row.instant("now_at");
        return new JobCounts(
                counts,
                since(row.instantOrNull("due_since"), now),
                since(row.instantOrNull("processing_since"), now),
                row.whole("expired"));
    }

    private static @Nullable Duration since(@Nullable Instant start, Instant now) {
        return start == null ? null : Duration.between(start, now);
    }
}
