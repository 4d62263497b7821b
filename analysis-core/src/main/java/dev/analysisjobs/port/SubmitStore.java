package dev.analysisjobs.port;

import java.util.List;
import java.util.UUID;

/**
 * Store submissions. Works in the caller's transaction where there is one: what is written becomes visible, and can be
 * claimed, only when that commits (invariant I12).
 *
 * @since 0.1
 */
public interface SubmitStore {

    /**
     * Store new jobs, each at most once. Uniqueness is decided by the store's unique constraints alone; a concurrent submit
     * of the same key waits for the first one's transaction. Within the list, a later element meets the earlier ones.
     *
     * @return one answer per element, in its order
     * @throws StoreException nothing of the list was stored
     */
    List<Insertion> insert(List<NewJob> jobs);

    /**
     * Take the active key from a completed job, so that the next insert of that key is stored.
     *
     * @return false when the job is not completed or no longer holds a key: nothing was changed
     */
    boolean releaseKey(UUID completedJobId);

    /**
     * Run an action once what the current transaction wrote can be seen by others: at once when there is no surrounding
     * transaction, never when it rolls back. A hint only: it may be dropped where the adapter cannot see the commit.
     */
    void afterCommit(Runnable action);
}
