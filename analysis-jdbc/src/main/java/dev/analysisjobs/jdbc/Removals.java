package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.AnalysisJob;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deletes jobs that are no longer to be kept, each with all that belongs to it. Their rows are locked first, as those of all
 * changes; results and attempts go with the job by their foreign keys.
 */
final class Removals {
    /** One status each, so that every part is read in the order of its index and ends at the limit. */
    private static final String OUTDATED_OF_STATUS = """
            (SELECT {job_columns} FROM {jobs} j
            WHERE j.analysis_type = :type AND j.status = '%s'
                AND j.completed_at < {after:minus_keep}
                AND j.completed_at >= :seen_at AND (j.completed_at > :seen_at OR j.job_id > :seen_id)
                AND NOT EXISTS (SELECT 1 FROM {notices} n WHERE n.job_id = j.job_id AND n.state = 'pending')
            ORDER BY j.completed_at, j.job_id
            LIMIT :limit)
            """;

    static final String OUTDATED = Stream.of("completed", "failed", "cancelled")
                    .map(status -> String.format(OUTDATED_OF_STATUS, status))
                    .collect(Collectors.joining("UNION ALL\n"))
            + """
            ORDER BY completed_at, job_id
            LIMIT :limit
            """;

    static final String LOCK_OUTDATED = """
            SELECT job_id FROM {jobs} {by_id}
            WHERE job_id {in:ids} AND status IN ('completed', 'failed', 'cancelled') AND completed_at < {after:minus_keep}
            ORDER BY job_id
            FOR UPDATE SKIP LOCKED
            """;

    private static final String LOCK_NOTICES = """
            SELECT job_id, state FROM {notices} WHERE job_id {in:ids}
            ORDER BY notice_id
            FOR UPDATE
            """;

    static final String OF_SUBJECT = """
            SELECT job_id FROM {jobs} WHERE subject_id = :subject
            ORDER BY created_at, job_id
            LIMIT :limit
            """;

    static final String LOCK = """
            SELECT {job_columns} FROM {jobs} {by_id} WHERE job_id {in:ids}
            ORDER BY job_id
            FOR UPDATE
            """;

    /** A completed job and its result refer to each other, and not every database deletes such a pair. */
    static final String LET_GO_OF_RESULTS = """
            UPDATE {jobs} {by_id} SET status = 'cancelled', result_id = NULL, active_key = NULL
            WHERE job_id {in:ids} AND status = 'completed'
            """;

    private static final String FORGET_REPAIRS = """
            UPDATE {repairs} SET message = 'deleted with its job' WHERE job_id {in:ids}
            """;

    private static final String DELETE_NOTICES = """
            DELETE FROM {notices} WHERE job_id {in:ids}
            """;

    private static final String DELETE_JOBS = """
            DELETE FROM {jobs} WHERE job_id {in:ids}
            """;

    private static final String DELETE_NOTICES_OF_NO_JOB = """
            DELETE FROM {notices} WHERE job_id IS NULL AND subject_id = :subject
            """;

    private static final UUID FIRST_ID = new UUID(0, 0);

    private final Units units;
    private final NamedSql outdated;
    private final NamedSql lockOutdated;
    private final NamedSql lockNotices;
    private final NamedSql ofSubject;
    private final NamedSql ofSubjectLocked;
    private final NamedSql lock;
    private final NamedSql letGoOfResults;
    private final NamedSql forgetRepairs;
    private final NamedSql deleteNotices;
    private final NamedSql deleteJobs;
    private final NamedSql deleteNoticesOfNoJob;

    Removals(Units units, SqlTexts texts) {
        this.units = units;
        outdated = texts.sql(OUTDATED);
        lockOutdated = texts.sql(LOCK_OUTDATED);
        lockNotices = texts.sql(LOCK_NOTICES);
        ofSubject = texts.sql(OF_SUBJECT);
        ofSubjectLocked = texts.sql(OF_SUBJECT + "FOR UPDATE");
        lock = texts.sql(LOCK);
        letGoOfResults = texts.sql(LET_GO_OF_RESULTS);
        forgetRepairs = texts.sql(FORGET_REPAIRS);
        deleteNotices = texts.sql(DELETE_NOTICES);
        deleteJobs = texts.sql(DELETE_JOBS);
        deleteNoticesOfNoJob = texts.sql(DELETE_NOTICES_OF_NO_JOB);
    }

    List<AnalysisJob> outdated(String type, Duration keep, @Nullable AnalysisJob after, int limit) {
        Instant seen = after == null ? Instant.EPOCH : after.completedAt();
        Params params = Params.of("type", type)
                .with("minus_keep", -Micros.of("keep", keep))
                .with("seen_at", seen)
                .with("seen_id", after == null ? FIRST_ID : after.id())
                .with("limit", limit);
        return units.read("Search for outdated jobs", tx -> tx.query(outdated, params, JobRows::job));
    }

    List<UUID> purge(Collection<UUID> jobIds, Duration keep) {
        if (jobIds.isEmpty()) {
            return List.of();
        }
        Params wanted = Params.of("ids", List.copyOf(jobIds)).with("minus_keep", -Micros.of("keep", keep));
        return units.write("Purge of " + jobIds.size() + " jobs", tx -> {
            List<UUID> ids = tx.query(lockOutdated, wanted, row -> row.uuid("job_id"));
            if (!ids.isEmpty()) {
                // With its notices locked, none can be asked to be sent again meanwhile.
                Set<UUID> untold = new HashSet<>(tx.query(
                        lockNotices,
                        Params.of("ids", ids),
                        row -> row.text("state").equals("pending") ? row.uuid("job_id") : FIRST_ID));
                ids.removeAll(untold);
            }
            delete(tx, ids);
            return ids;
        });
    }

    List<AnalysisJob> erase(String subject, int limit) {
        Params params = Params.of("subject", subject).with("limit", limit);
        return units.write("Erasure", tx -> {
            List<AnalysisJob> jobs = locked(tx, tx.query(ofSubject, params, row -> row.uuid("job_id")));
            if (jobs.isEmpty()) {
                // None was left, or others deleted them since they were found; what is locked when found cannot go.
                jobs = locked(tx, tx.query(ofSubjectLocked, params, row -> row.uuid("job_id")));
            }
            delete(tx, jobs.stream().map(AnalysisJob::id).toList());
            if (jobs.size() < limit) {
                tx.update(deleteNoticesOfNoJob, params);
            }
            return jobs;
        });
    }

    /** Locks jobs in the order of their ids, as everybody does, and returns those that are still there. */
    private List<AnalysisJob> locked(Tx tx, List<UUID> ids) throws SQLException {
        return ids.isEmpty() ? List.of() : tx.query(lock, Params.of("ids", ids), JobRows::job);
    }

    private void delete(Tx tx, List<UUID> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        Params params = Params.of("ids", ids);
        tx.update(letGoOfResults, params);
        tx.update(forgetRepairs, params);
        tx.update(deleteNotices, params);
        tx.update(deleteJobs, params);
    }
}
