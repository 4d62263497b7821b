package dev.analysisjobs.port;

import java.util.List;

/**
 * Write what happens to jobs. The only way by which a stored job's state changes, but for the claim.
 *
 * @since 0.1
 */
public interface ChangeStore {

    /**
     * Write changes in one commit. Each is guarded alone: one that lost its race does not hinder the others. At most one
     * change per job in a list.
     *
     * @return one outcome per change, in order
     * @throws StoreException nothing of the list was written, or, for {@link StoreException.Kind#COMMIT_UNKNOWN}, all or
     *     nothing; with {@link StoreException.Kind#REFUSED} at least one of them can never be written
     */
    List<ChangeOutcome> apply(List<? extends Change> changes);

    /**
     * Read back which of some fenced changes are committed, by (job, lease token): for use after an unknown commit.
     *
     * @return one answer per change, in order; true exactly when the store holds what that change writes
     */
    List<Boolean> readBack(List<? extends Change.Fenced> changes);
}
