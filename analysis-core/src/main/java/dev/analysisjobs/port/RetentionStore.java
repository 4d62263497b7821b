package dev.analysisjobs.port;

import dev.analysisjobs.model.AnalysisJob;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Delete jobs that are no longer to be kept, each with all that belongs to it: its result, attempts and notices; of its repair
 * entries the text goes, ids, code and time stay. A deleted job's key goes with it. What a worker then says of the job is
 * {@link ChangeOutcome#LOST}.
 *
 * <p>Works in the caller's transaction where there is one.
 *
 * @since 0.1
 */
public interface RetentionStore {

    /**
     * Return one page of a type's jobs that ended longer than {@code keep} ago and have no pending notice, oldest end first
     * by (completed, id), from after {@code after}; null is the start. A proposal only, as all that the sweep finds.
     */
    List<AnalysisJob> outdated(String type, Duration keep, @Nullable AnalysisJob after, int limit);

    /**
     * Delete jobs in one commit. Guard of each, decided with its row and its notices locked: ended longer than {@code keep}
     * ago on the store's clock, no pending notice. Those that another transaction holds are skipped, not waited for; so every
     * node may purge at once.
     *
     * @return the jobs that were deleted
     * @throws StoreException nothing of the list was deleted; with {@link StoreException.Kind#REFUSED} at least one of them
     *     cannot be, such as for a foreign key of the application's
     */
    List<UUID> purge(Collection<UUID> jobIds, Duration keep);

    /**
     * Delete notices that belong to no job and were settled longer than {@code keep} ago, at most {@code limit}.
     *
     * @return how many were deleted
     */
    int purgeNotices(Duration keep, int limit);

    /**
     * Delete repair entries older than {@code keep}, at most {@code limit}.
     *
     * @return how many were deleted
     */
    int purgeRepairs(Duration keep, int limit);

    /**
     * Delete jobs of a subject in one commit, in whatever status they are, with their pending notices too; and, with the last
     * of them, notices that name the subject but no job. Waits for those that another transaction holds.
     *
     * @param limit how many at most
     * @return the jobs that were deleted, as they stood; empty when no committed job of the subject is left
     */
    List<AnalysisJob> erase(String subject, int limit);
}
