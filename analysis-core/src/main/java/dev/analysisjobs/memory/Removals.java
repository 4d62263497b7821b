package dev.analysisjobs.memory;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.ClaimRank;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.StoredResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Delete jobs that are no longer to be kept, each with all that belongs to it. */
final class Removals {
    private static final Comparator<AnalysisJob> OLDEST_END =
            Comparator.comparing(Removals::completedAt).thenComparing(AnalysisJob::id, ClaimRank.IDS);

    private final Tables tables;

    Removals(Tables tables) {
        this.tables = tables;
    }

    List<AnalysisJob> outdated(String type, Duration keep, @Nullable AnalysisJob after, int limit, Instant now) {
        Predicate<AnalysisJob> outdated = outdated(keep, now);
        return Stream.of(JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED)
                .flatMap(status -> tables.jobs.in(status).stream())
                .map(JobRow::job)
                .filter(job -> job.type().equals(type) && outdated.test(job))
                .filter(job -> after == null || OLDEST_END.compare(job, after) > 0)
                .sorted(OLDEST_END)
                .limit(Math.max(0, limit))
                .toList();
    }

    List<UUID> purge(Collection<UUID> jobIds, Duration keep, Instant now) {
        Predicate<AnalysisJob> outdated = outdated(keep, now);
        List<UUID> purged = new ArrayList<>();
        for (UUID id : jobIds) {
            JobRow row = tables.jobs.get(id);
            if (row != null && row.status().isTerminal() && outdated.test(row.job())) {
                remove(row);
                purged.add(id);
            }
        }
        return purged;
    }

    private Predicate<AnalysisJob> outdated(Duration keep, Instant now) {
        StoreClock.check("keep", keep);
        Set<UUID> untold = tables.notices.pendingJobs();
        return job -> completedAt(job).isBefore(now.minus(keep)) && !untold.contains(job.id());
    }

    int purgeNotices(Duration keep, int limit, Instant now) {
        StoreClock.check("keep", keep);
        return tables.notices.removeFirst(
                limit,
                row -> row.notice().jobId() == null
                        && row.state() != Notice.State.PENDING
                        // A settled notice is due no more: the column holds when it was settled.
                        && row.dueAt().isBefore(now.minus(keep)));
    }

    int purgeRepairs(Duration keep, int limit, Instant now) {
        StoreClock.check("keep", keep);
        List<Tables.Repair> old = tables.repairs.stream()
                .filter(repair -> repair.at().isBefore(now.minus(keep)))
                .limit(Math.max(0, limit))
                .toList();
        tables.repairs.removeAll(old);
        return old.size();
    }

    List<AnalysisJob> erase(String subject, int limit) {
        Predicate<JobRow> wanted = row -> row.job().subject().equals(subject);
        List<JobRow> rows = tables.jobs.all().stream()
                .filter(wanted)
                .limit(Math.max(0, limit))
                .toList();
        rows.forEach(this::remove);
        if (rows.size() < limit) {
            tables.notices.removeFirst(
                    Integer.MAX_VALUE,
                    row -> row.notice().jobId() == null
                            && subject.equals(row.notice().subject()));
        }
        return rows.stream().map(JobRow::job).toList();
    }

    private void remove(JobRow row) {
        UUID id = row.id();
        StoredResult result = tables.results.of(id);
        if (result != null) {
            tables.results.remove(result);
        }
        tables.forgetAttempts(id);
        tables.notices.removeFirst(
                Integer.MAX_VALUE, notice -> id.equals(notice.notice().jobId()));
        tables.repairs.replaceAll(repair -> repair.jobId().equals(id) ? repair.withoutText() : repair);
        tables.jobs.remove(row);
    }

    private static Instant completedAt(AnalysisJob job) {
        return Objects.requireNonNull(job.completedAt(), "an ended job has completed_at");
    }
}
