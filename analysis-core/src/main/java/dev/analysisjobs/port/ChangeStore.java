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
     * Complete a job together with writes of the application, in one transaction that is always a new one: the change as by
     * {@link #apply}, then the writes on the calling thread, then the commit. Without the fence nothing is written and the writes
     * are not run.
     *
     * @return {@link ChangeOutcome#APPLIED} or {@link ChangeOutcome#LOST}
     * @throws CompletionWritesException the writes failed, now or when what they left was flushed; nothing was written
     * @throws StoreException as by {@link #apply}
     */
    ChangeOutcome completeWith(Change.Complete change, CompletionWrites writes);

    /**
     * Read back which of some fenced changes are committed, by (job, lease token): for use after an unknown commit.
     *
     * @return one answer per change, in order; true exactly when the store holds what that change writes
     */
    List<Boolean> readBack(List<? extends Change.Fenced> changes);
}
