package dev.analysisjobs.port;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.StoredResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Read. Reads see committed data of the primary database; nothing is decided on them. Those that return payloads throw
 * {@link StoreException.Kind#UNREADABLE} for one that cannot be decoded; the others load none.
 *
 * @since 0.1
 */
public interface QueryStore {

    /** Return a job without its payloads. */
    Optional<AnalysisJob> find(UUID jobId);

    /** Return a job's stored input. */
    Optional<String> input(UUID jobId);

    /** Return a completed job's result row, not validated. */
    Optional<StoredResult> result(UUID jobId);

    /** Return a job's attempts that did not complete, oldest first, at most {@code limit} of the newest. */
    List<Attempt> attempts(UUID jobId, int limit);

    /** Return why a job's newest attempt that did not complete ended, without its payloads. */
    Optional<Failure> lastFailure(UUID jobId);

    /** Return one page of jobs, newest first by (created, id), from after {@code after}; null is the start. */
    List<AnalysisJob> list(JobFilter filter, @Nullable JobCursor after, int limit);

    /** Return how many jobs there are by type and status, and how old the oldest waiting and running ones are. */
    JobCounts counts();

    /**
     * Return what waits and runs, and how many jobs of some types ended lately. Reads no ended job beyond the window, so it may
     * be asked every few seconds however many jobs are kept.
     *
     * @param types whose ended jobs are counted; what waits and runs is counted of all types
     * @param window how far back ended jobs are counted
     */
    Backlog backlog(Collection<String> types, Duration window);
}
