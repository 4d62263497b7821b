package dev.analysisjobs.sweep;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.Uuid7;
import dev.analysisjobs.validate.ResultRules;
import dev.analysisjobs.validate.Validation;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Re-validates the stored results that somebody suspects, and fails their jobs when they are incomplete by today's rules. The
 * change is guarded by the very output that was judged.
 */
public final class Auditor {
    private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);
    private static final int SUSPECTS = 1_000;

    private final JobStore store;
    private final String node;
    private final Function<AnalysisJob, Optional<ResultRules>> rules;
    private final Sweeper.Swept swept;
    private final ArrayBlockingQueue<UUID> suspects = new ArrayBlockingQueue<>(SUSPECTS);

    /**
     * @param rules today's rules of a job's type and version, if this node knows them
     */
    public Auditor(
            JobStore store, String node, Function<AnalysisJob, Optional<ResultRules>> rules, Sweeper.Swept swept) {
        this.store = store;
        this.node = node;
        this.rules = rules;
        this.swept = swept;
    }

    /** Have a completed job looked at in the next pass; dropped when too many wait already. */
    public void suspect(UUID jobId) {
        if (!suspects.contains(jobId)) {
            suspects.offer(jobId);
        }
    }

    /** Look at the jobs that wait; while the store is away they wait on. One that cannot be judged or mended is dropped. */
    public void auditSuspects() {
        for (UUID jobId = suspects.peek(); jobId != null; jobId = suspects.peek()) {
            try {
                audit(jobId);
            } catch (StoreException failed) {
                if (failed.kind() == StoreException.Kind.TRANSIENT
                        || failed.kind() == StoreException.Kind.COMMIT_UNKNOWN) {
                    throw failed;
                }
                LOG.error("The audit cannot judge job {}", jobId, failed);
            }
            suspects.remove(jobId);
        }
    }

    /** Re-validate one job's stored result. */
    public void audit(UUID jobId) {
        AnalysisJob job = store.find(jobId).orElse(null);
        if (job == null || job.status() != JobStatus.COMPLETED) {
            return;
        }
        StoredResult stored = store.result(jobId).orElse(null);
        ResultRules today = rules.apply(job).orElse(null);
        if (stored == null || today == null) {
            return;
        }
        String input = store.input(jobId).orElse("");
        if (!(today.revalidate(stored, input) instanceof Validation.Rejected rejected)) {
            return;
        }
        Failure failure = new Failure(
                FailureCode.RESULT_INCOMPLETE,
                "The stored result does not pass today's rules: "
                        + rejected.outcome().message());
        Change.FoundIncomplete change = new Change.FoundIncomplete(
                jobId,
                stored.id(),
                stored.output(),
                failure,
                rejected.outcome().violations(),
                node,
                new NewNotice(Uuid7.next(), Notice.Kind.RESULT_INCOMPLETE, jobId, job.type(), job.subject(), failure));
        if (store.apply(List.of(change)).get(0) == ChangeOutcome.APPLIED) {
            swept.committed(job, change, true, failure);
        }
    }
}
