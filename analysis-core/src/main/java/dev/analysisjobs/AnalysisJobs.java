package dev.analysisjobs;

import dev.analysisjobs.engine.Engine;
import dev.analysisjobs.engine.EngineSettings;
import dev.analysisjobs.engine.Node;
import dev.analysisjobs.engine.RegisteredType;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.Bound;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Health;
import dev.analysisjobs.model.Pause;
import dev.analysisjobs.port.JobCounts;
import dev.analysisjobs.port.JobCursor;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.SubmissionConflictException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Submit analyses, run them on this node, wait for them and look after them. One instance per application and store;
 * thread-safe.
 *
 * <p>Every analysis ends: completed with a result that passed its type's rules, or failed with a reason that people can read,
 * within the bound that {@link #bound} prints.
 *
 * <p>Methods throw {@link StoreException} when the store cannot be reached; what they did is then said by its kind.
 *
 * @since 0.1
 */
public final class AnalysisJobs implements AutoCloseable {
    /** The most submissions of one bulk. */
    public static final int BULK_LIMIT = 10_000;
    /** The most rows of one list or history. */
    public static final int PAGE_LIMIT = 1_000;

    private final Node node;
    private final Engine engine;
    private final JobStore store;
    private final EngineSettings settings;
    private final Desk desk;
    private final BulkDesk bulk;

    AnalysisJobs(
            JobStore store,
            EngineSettings settings,
            Map<String, RegisteredType> registered,
            Map<String, AnalysisType<?, ?>> types) {
        this.store = store;
        this.settings = settings;
        this.node = new Node(store, settings, registered);
        this.engine = node.engine();
        this.desk = new Desk(engine, types);
        this.bulk = new BulkDesk(engine, desk);
    }

    /** Begin to describe a node over a store; the store stays the caller's to close. */
    public static AnalysisJobsBuilder builder(JobStore store) {
        return new AnalysisJobsBuilder(store);
    }

    /**
     * Start to claim and run jobs of the handled types, to renew leases, to sweep and to deliver notices. A node that is never
     * started can submit, wait and read.
     *
     * @throws IllegalStateException when it was started or closed before
     */
    public void start() {
        node.start();
    }

    /**
     * Return this node's steps, to be run by the caller's own thread instead of {@link #start}.
     *
     * @throws IllegalStateException when the node was started
     */
    public Steps byHand() {
        return new Steps(node);
    }

    /**
     * Submit an analysis, in the caller's transaction where there is one.
     *
     * @return the new job, or the one that answers the submission already; never an exception for a duplicate
     * @throws IllegalArgumentException when the type is not registered here or the input, subject, key or priority breaks a
     *     limit; all faults are named, nothing was stored
     * @throws SubmissionConflictException when a caller-given key or id belongs to a job with another input
     */
    public <I, O> SubmitResult<O> submit(Submission<I, O> submission) {
        return submitAll(List.of(submission)).get(0);
    }

    /**
     * Submit many analyses in one unit of work, under the same rules as one; a later one meets the earlier ones.
     *
     * @param submissions at most {@link #BULK_LIMIT}
     * @return one answer per submission, in order
     * @throws IllegalArgumentException naming every submission that breaks a limit; nothing was stored
     * @throws SubmissionConflictException after all the others were stored
     */
    public <I, O> List<SubmitResult<O>> submitAll(List<Submission<I, O>> submissions) {
        if (submissions.size() > BULK_LIMIT) {
            throw new IllegalArgumentException(
                    "A bulk of " + submissions.size() + " submissions; the limit is " + BULK_LIMIT);
        }
        return submissions.isEmpty() ? List.of() : desk.submit(submissions);
    }

    /**
     * Wait until a job has ended, wherever it runs. Joined submissions wait for the very same end.
     *
     * @param patience the longest wait; zero looks once
     * @return how the job stands
     * @throws IllegalArgumentException when there is no such job, or it is of another type
     */
    public <I, O> Ended<O> await(AnalysisType<I, O> type, UUID jobId, Duration patience) throws InterruptedException {
        return desk.await(type, jobId, patience);
    }

    /**
     * Return a completed job's result if it passes today's rules. One that does not is never handed out; the audit looks at
     * it.
     *
     * @throws IllegalArgumentException when the job is of another type
     */
    public <I, O> Optional<Answer<O>> result(AnalysisType<I, O> type, UUID jobId) {
        return store.find(jobId).flatMap(job -> desk.answer(type, job));
    }

    /** Return a job as it stands. */
    public Optional<AnalysisJob> find(UUID jobId) {
        return store.find(jobId);
    }

    /** Return the attempts of a job that did not complete, oldest first: at most the newest {@link #PAGE_LIMIT}. */
    public List<Attempt> attempts(UUID jobId) {
        return store.attempts(jobId, PAGE_LIMIT);
    }

    /**
     * Return one page of jobs, newest first.
     *
     * @param after where the page begins; null is the start, {@link JobCursor#after} the last job of the page before
     * @param limit 1 to {@link #PAGE_LIMIT}
     */
    public List<AnalysisJob> list(JobFilter filter, @Nullable JobCursor after, int limit) {
        if (limit < 1 || limit > PAGE_LIMIT) {
            throw new IllegalArgumentException("limit is " + limit + ", it must be between 1 and " + PAGE_LIMIT);
        }
        return store.list(filter, after, limit);
    }

    /** Count the jobs of the store by type and status. */
    public JobCounts counts() {
        return store.counts();
    }

    /** Cancel a job that has not ended; a call that runs is interrupted at the next heartbeat, its answer is dropped. */
    public OperatorAnswer cancel(UUID jobId) {
        return desk.cancel(jobId);
    }

    /** Start a failed or cancelled job anew, with a fresh attempt budget and deadline; its history stays. */
    public OperatorAnswer retry(UUID jobId) {
        return desk.retry(jobId);
    }

    /**
     * Start all failed jobs of a failure code anew, newest first, page by page, under the same rules as {@link #retry}. Each is
     * retried at most once by a call, also when it fails again meanwhile; jobs that are created meanwhile are left out.
     *
     * @param code what they failed with
     * @param among which of them, by type, subject and time of creation; {@link JobFilter#all()} for all
     * @return what became of them
     * @throws IllegalArgumentException when the filter asks for another status or failure code
     * @throws StoreException the pages before the one that failed are retried; calling again goes on with those still failed
     */
    public RetriedJobs retryAll(FailureCode code, JobFilter among) {
        return bulk.retryAll(code, among);
    }

    /**
     * Delete all that is stored about a subject: its jobs in whatever status, with inputs, results, attempts and notices, the
     * pending ones too. Of repair entries the text goes; ids, code and time stay. A call that runs is interrupted at the next
     * heartbeat as if cancelled, its answer is dropped.
     *
     * <p>Page by page, each in a commit of its own; in the caller's transaction where there is one, and then all or nothing
     * with it. Safe to repeat. A submission of the same subject that commits meanwhile or later may stay: stop submitting
     * first, or call again. Senders, logs and backups keep what they were given.
     *
     * @return how many jobs were deleted
     * @throws IllegalArgumentException when the subject is blank
     * @throws StoreException outside of a transaction, the pages before the one that failed are deleted; call again
     */
    public long erase(String subject) {
        return bulk.erase(subject);
    }

    /**
     * Let no node claim jobs of a type, or of any with {@link Pause#EVERYTHING}. Running attempts go on; deadlines go on too.
     *
     * @param reason why, for people
     * @return false when a pause that lasts longer is in force already
     */
    public boolean pause(String type, String reason) {
        return store.pause(type, reason, null);
    }

    /** End a pause; false when there was none. */
    public boolean resume(String type) {
        return store.resume(type);
    }

    /** Return the pauses in force. */
    public List<Pause> pauses() {
        return store.pauses();
    }

    /** Return the longest time from a job's due time to its end, with its parts; print it. */
    public Bound bound(AnalysisType<?, ?> type) {
        return new Bound(
                type.policy().maxAge(),
                type.policy().timeLimit(),
                settings.saveLimit(),
                settings.lease(),
                settings.sweepInterval());
    }

    /** Show how this node fares. */
    public Health health() {
        return node.health();
    }

    /**
     * Stop: claim no more, wait for the grace time, put back what is unfinished uncharged, end all threads. Idempotent. The
     * store stays open.
     */
    @Override
    public void close() {
        node.close();
    }
}
