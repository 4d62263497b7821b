package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Backlog;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what is unfinished, and how many jobs ended lately. */
final class Backlogs {
    static final String PENDING = """
            SELECT analysis_type, 'pending' AS status, COUNT(*) AS jobs, {now} AS now_at,
                MIN(CASE WHEN run_at <= {now} THEN run_at END) AS since
            FROM {jobs} WHERE status = 'pending' GROUP BY analysis_type
            """;

    static final String PROCESSING = """
            SELECT analysis_type, 'processing' AS status, COUNT(*) AS jobs, {now} AS now_at, MIN(started_at) AS since,
                SUM(CASE WHEN lease_until < {now} THEN 1 ELSE 0 END) AS expired, MIN(lease_until) AS first_until
            FROM {jobs} WHERE status = 'processing' GROUP BY analysis_type
            """;

    static final String ENDED = """
            SELECT analysis_type, status, COUNT(*) AS jobs
            FROM {jobs}
            WHERE analysis_type {in_text:types} AND status IN ('completed', 'failed')
                AND completed_at >= {after:minus_window}
            GROUP BY analysis_type, status
            """;

    private final Units units;
    private final NamedSql pending;
    private final NamedSql processing;
    private final NamedSql ended;

    Backlogs(Units units, SqlTexts texts) {
        this.units = units;
        pending = texts.sql(PENDING);
        processing = texts.sql(PROCESSING);
        ended = texts.sql(ENDED);
    }

    /** How many jobs of a type have a status, and how long the oldest of them has. */
    private record Part(
            String type,
            JobStatus status,
            long jobs,
            @Nullable Duration age) {
        static Part open(Row row) throws SQLException {
            return new Part(
                    row.text("analysis_type"),
                    JobStatus.ofWord(row.text("status")),
                    row.whole("jobs"),
                    age(row, "since"));
        }

        static Part ended(Row row) throws SQLException {
            return new Part(row.text("analysis_type"), JobStatus.ofWord(row.text("status")), row.whole("jobs"), null);
        }

        static @Nullable Duration age(Row row, String column) throws SQLException {
            Instant since = row.instantOrNull(column);
            Instant now = row.instant("now_at");
            return since == null || since.isAfter(now) ? null : Duration.between(since, now);
        }
    }

    private record Running(
            Part part, long expired, @Nullable Duration oldestExpired) {
        static Running of(Row row) throws SQLException {
            return new Running(Part.open(row), row.whole("expired"), Part.age(row, "first_until"));
        }
    }

    Backlog of(Collection<String> types, Duration window) {
        Params wanted = Params.of("types", List.copyOf(types)).with("minus_window", -Micros.of("window", window));
        return units.read("Reading the backlog", tx -> {
            List<Part> waits = tx.query(pending, new Params(), Part::open);
            List<Running> runs = tx.query(processing, new Params(), Running::of);
            List<Part> ends = types.isEmpty() ? List.of() : tx.query(ended, wanted, Part::ended);
            return backlog(waits, runs, ends);
        });
    }

    private static Backlog backlog(List<Part> waits, List<Running> runs, List<Part> ends) {
        Map<String, Map<JobStatus, Part>> types = new TreeMap<>();
        for (Part part : waits) {
            add(types, part);
        }
        for (Running running : runs) {
            add(types, running.part());
        }
        for (Part part : ends) {
            add(types, part);
        }
        Duration oldest = runs.stream()
                .filter(running -> running.expired() > 0)
                .map(Running::oldestExpired)
                .filter(Objects::nonNull)
                .max(Duration::compareTo)
                .orElse(null);
        return new Backlog(
                types.entrySet().stream()
                        .map(type -> ofType(type.getKey(), type.getValue()))
                        .toList(),
                runs.stream().mapToLong(Running::expired).sum(),
                oldest);
    }

    private static void add(Map<String, Map<JobStatus, Part>> types, Part part) {
        types.computeIfAbsent(part.type(), type -> new HashMap<>()).put(part.status(), part);
    }

    private static Backlog.OfType ofType(String type, Map<JobStatus, Part> parts) {
        Function<JobStatus, Part> part = status -> parts.getOrDefault(status, new Part(type, status, 0, null));
        return new Backlog.OfType(
                type,
                part.apply(JobStatus.PENDING).jobs(),
                part.apply(JobStatus.PROCESSING).jobs(),
                part.apply(JobStatus.COMPLETED).jobs(),
                part.apply(JobStatus.FAILED).jobs(),
                part.apply(JobStatus.PENDING).age(),
                part.apply(JobStatus.PROCESSING).age());
    }
}
