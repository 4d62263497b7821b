package dev.analysisjobs.memory;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Backlog;
import dev.analysisjobs.port.JobCounts;
import dev.analysisjobs.port.JobCursor;
import dev.analysisjobs.port.JobFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Read, for people and for the sweep. */
final class Queries {
    private final Tables tables;

    Queries(Tables tables) {
        this.tables = tables;
    }

    List<AnalysisJob> list(JobFilter filter, @Nullable JobCursor after, int limit) {
        Stream<AnalysisJob> newest = tables.jobs.newest(after).stream()
                .map(id -> Objects.requireNonNull(tables.jobs.get(id)).job());
        return newest.filter(job -> matches(filter, job))
                .limit(Math.max(0, limit))
                .toList();
    }

    private static boolean matches(JobFilter filter, AnalysisJob job) {
        return (filter.type() == null || filter.type().equals(job.type()))
                && (filter.subject() == null || filter.subject().equals(job.subject()))
                && (filter.status() == null || filter.status() == job.status())
                && (filter.failureCode() == null
                        || job.reason()
                                .filter(failure -> failure.code().equals(filter.failureCode()))
                                .isPresent())
                && (filter.createdFrom() == null || !job.createdAt().isBefore(filter.createdFrom()))
                && (filter.createdTo() == null || job.createdAt().isBefore(filter.createdTo()));
    }

    List<Attempt> attempts(UUID jobId, int limit) {
        Collection<Attempt> all = tables.attempts(jobId).values();
        return all.stream().skip(Math.max(0, all.size() - Math.max(0, limit))).toList();
    }

    List<AnalysisJob> page(JobStatus status, @Nullable UUID after, int limit, Predicate<JobRow> wanted) {
        return tables.jobs.in(status, after).stream()
                .filter(wanted)
                .map(JobRow::job)
                .limit(Math.max(0, limit))
                .toList();
    }

    JobCounts counts(Instant now) {
        Map<String, Map<JobStatus, Long>> numbers = tables.jobs.all().stream()
                .collect(Collectors.groupingBy(
                        row -> row.job().type(),
                        TreeMap::new,
                        Collectors.groupingBy(JobRow::status, TreeMap::new, Collectors.counting())));
        List<JobCounts.Count> counts = numbers.entrySet().stream()
                .flatMap(type -> type.getValue().entrySet().stream()
                        .map(status -> new JobCounts.Count(type.getKey(), status.getKey(), status.getValue())))
                .toList();
        Instant firstDue = first(tables.jobs.in(JobStatus.PENDING).stream()
                .filter(row -> row.isDue(now))
                .map(row -> row.job().runAt()));
        Instant firstStarted = first(tables.jobs.in(JobStatus.PROCESSING).stream()
                .map(row -> Objects.requireNonNull(row.job().startedAt())));
        long expired = tables.jobs.in(JobStatus.PROCESSING).stream()
                .filter(row -> row.isExpired(now))
                .count();
        return new JobCounts(counts, age(firstDue, now), age(firstStarted, now), expired);
    }

    Backlog backlog(Collection<String> types, Duration window, Instant now) {
        Instant from = now.minus(window);
        Map<String, List<JobRow>> rows = tables.jobs.all().stream()
                .filter(row ->
                        !row.status().isTerminal() || types.contains(row.job().type()) && endedSince(row.job(), from))
                .collect(Collectors.groupingBy(row -> row.job().type()));
        List<JobRow> expired = tables.jobs.in(JobStatus.PROCESSING).stream()
                .filter(row -> row.isExpired(now))
                .toList();
        Instant firstExpired = first(expired.stream()
                .map(row -> Objects.requireNonNull(row.job().lease()).until()));
        return new Backlog(
                rows.entrySet().stream()
                        .map(type -> backlog(type.getKey(), type.getValue(), now))
                        .toList(),
                expired.size(),
                age(firstExpired, now));
    }

    private static boolean endedSince(AnalysisJob job, Instant from) {
        return job.status() != JobStatus.CANCELLED
                && job.completedAt() != null
                && !job.completedAt().isBefore(from);
    }

    private static Backlog.OfType backlog(String type, List<JobRow> rows, Instant now) {
        Map<JobStatus, Long> numbers =
                rows.stream().collect(Collectors.groupingBy(JobRow::status, Collectors.counting()));
        Instant due = first(
                rows.stream().filter(row -> row.isDue(now)).map(row -> row.job().runAt()));
        Instant started = first(rows.stream()
                .filter(row -> row.status() == JobStatus.PROCESSING)
                .map(row -> Objects.requireNonNull(row.job().startedAt())));
        return new Backlog.OfType(
                type,
                numbers.getOrDefault(JobStatus.PENDING, 0L),
                numbers.getOrDefault(JobStatus.PROCESSING, 0L),
                numbers.getOrDefault(JobStatus.COMPLETED, 0L),
                numbers.getOrDefault(JobStatus.FAILED, 0L),
                age(due, now),
                age(started, now));
    }

    private static @Nullable Instant first(Stream<Instant> instants) {
        return instants.min(Comparator.naturalOrder()).orElse(null);
    }

    private static @Nullable Duration age(@Nullable Instant since, Instant now) {
        return since == null ? null : Duration.between(since, now);
    }
}
