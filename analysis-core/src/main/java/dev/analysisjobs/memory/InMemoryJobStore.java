package dev.analysisjobs.memory;

import dev.analysisjobs.model.Alert;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.Pause;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.port.Backlog;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimRequest;
import dev.analysisjobs.port.Claimed;
import dev.analysisjobs.port.CompletionWrites;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.JobCounts;
import dev.analysisjobs.port.JobCursor;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.NewNotice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keep jobs in the memory of this JVM: the semantics of a database store, for tests and for trying out. Nothing survives the
 * JVM, and there is no surrounding transaction: what a call wrote is visible when it returns.
 *
 * <p>Thread-safe: one lock makes every method atomic. A claim costs the logarithm of the waiting jobs, however many have
 * ended. It is its own wake-up source.
 *
 * @since 0.1
 */
public final class InMemoryJobStore implements JobStore {
    final Tables tables = new Tables();

    private final StoreClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final WorkListeners listeners = new WorkListeners();
    private final Submissions submissions = new Submissions(tables);
    private final Claims claims = new Claims(tables);
    private final Changes changes = new Changes(tables);
    private final Completions completions = new Completions(tables, changes);
    private final ReadBack readBack = new ReadBack(tables);
    private final Removals removals = new Removals(tables);
    private final Queries queries = new Queries(tables);

    /** Make an empty store on the system's clock. */
    public InMemoryJobStore() {
        this(InstantSource.system());
    }

    /** Make an empty store on a clock of the caller's. */
    public InMemoryJobStore(InstantSource clock) {
        this.clock = new StoreClock(clock);
    }

    /** Delete everything; a job that is running then loses its lease. For tests that share a store. */
    public void clear() {
        locked(now -> {
            tables.clear();
            return now;
        });
    }

    /** Do one unit of work at one instant. */
    <T> T locked(Function<Instant, T> work) {
        lock.lock();
        try {
            return work.apply(clock.now());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Insertion> insert(List<NewJob> jobs) {
        return andWake(now -> submissions.insert(jobs, now), jobs.stream().map(NewJob::id));
    }

    @Override
    public boolean releaseKey(UUID completedJobId) {
        return locked(now -> submissions.releaseKey(completedJobId));
    }

    @Override
    public void afterCommit(Runnable action) {
        action.run();
    }

    @Override
    public Claimed claim(ClaimRequest request) {
        return locked(now -> claims.claim(request, now));
    }

    @Override
    public Set<LeaseRef> renew(String node, Collection<LeaseRef> leases, Duration lease) {
        return locked(now -> claims.renew(node, leases, lease, now));
    }

    @Override
    public List<ChangeOutcome> apply(List<? extends Change> list) {
        return andWake(now -> changes.apply(list, now), list.stream().map(Change::jobId));
    }

    /** {@inheritDoc} The lock is held while the writes run; what they do in this store itself stays when they throw. */
    @Override
    public ChangeOutcome completeWith(Change.Complete change, CompletionWrites writes) {
        return locked(now -> completions.completeWith(change, writes, now));
    }

    @Override
    public List<Boolean> readBack(List<? extends Change.Fenced> list) {
        return locked(now -> list.stream().map(readBack::isWritten).toList());
    }

    @Override
    public List<AnalysisJob> expiredLeases(@Nullable UUID after, int limit) {
        return locked(now -> queries.page(JobStatus.PROCESSING, after, limit, row -> row.isExpired(now)));
    }

    @Override
    public List<AnalysisJob> overdue(@Nullable UUID after, int limit) {
        return locked(now -> queries.page(JobStatus.PENDING, after, limit, row -> row.isOverdue(now)));
    }

    @Override
    public List<AnalysisJob> outdated(String type, Duration keep, @Nullable AnalysisJob after, int limit) {
        return locked(now -> removals.outdated(type, keep, after, limit, now));
    }

    @Override
    public List<UUID> purge(Collection<UUID> jobIds, Duration keep) {
        return locked(now -> removals.purge(jobIds, keep, now));
    }

    @Override
    public int purgeNotices(Duration keep, int limit) {
        return locked(now -> removals.purgeNotices(keep, limit, now));
    }

    @Override
    public int purgeRepairs(Duration keep, int limit) {
        return locked(now -> removals.purgeRepairs(keep, limit, now));
    }

    @Override
    public List<AnalysisJob> erase(String subject, int limit) {
        return locked(now -> removals.erase(subject, limit));
    }

    @Override
    public void addNotice(NewNotice notice) {
        new Limits().notice(notice).check();
        locked(now -> {
            tables.notices.add(notice, now);
            return notice;
        });
    }

    @Override
    public List<Notice> claimNotices(int limit, Duration lease) {
        return locked(now -> tables.notices.claim(limit, lease, now));
    }

    @Override
    public boolean settleNotice(Notice notice, Delivery delivery) {
        return locked(now -> tables.notices.settle(notice, delivery, now));
    }

    @Override
    public boolean resendNotice(UUID noticeId) {
        return locked(now -> tables.notices.resend(noticeId, now));
    }

    @Override
    public boolean pause(String type, String reason, @Nullable Duration duration) {
        return locked(now -> tables.pauses.pause(type, reason, duration, now));
    }

    @Override
    public boolean resume(String type) {
        boolean resumed = locked(now -> tables.pauses.resume(type, now));
        if (resumed) {
            listeners.call();
        }
        return resumed;
    }

    @Override
    public List<Pause> pauses() {
        return locked(tables.pauses::inForce);
    }

    @Override
    public boolean raiseAlert(String rule, String key, String message, Duration coolDown, NewNotice notice) {
        AlertTable.limits(rule, key).notice(notice).check();
        return locked(now -> tables.raise(rule, key, message, coolDown, notice, now));
    }

    @Override
    public boolean clearAlert(String rule, String key, Duration unseen, NewNotice notice) {
        AlertTable.limits(rule, key).notice(notice).check();
        return locked(now -> tables.clearAlert(rule, key, unseen, notice, now));
    }

    @Override
    public List<Alert> alerts() {
        return locked(now -> tables.alerts.open());
    }

    @Override
    public Troubles troubles(Duration window) {
        StoreClock.check("window", window);
        return locked(now -> tables.troubles(window, now));
    }

    @Override
    public Optional<AnalysisJob> find(UUID jobId) {
        return locked(now -> Optional.ofNullable(tables.jobs.get(jobId)).map(JobRow::job));
    }

    @Override
    public Optional<String> input(UUID jobId) {
        return locked(now -> Optional.ofNullable(tables.jobs.get(jobId)).map(JobRow::input));
    }

    @Override
    public Optional<StoredResult> result(UUID jobId) {
        return locked(now -> Optional.ofNullable(tables.results.of(jobId)));
    }

    @Override
    public List<Attempt> attempts(UUID jobId, int limit) {
        return locked(now -> queries.attempts(jobId, limit));
    }

    @Override
    public Optional<Failure> lastFailure(UUID jobId) {
        return locked(
                now -> queries.attempts(jobId, 1).stream().map(Attempt::failure).findFirst());
    }

    @Override
    public List<AnalysisJob> list(JobFilter filter, @Nullable JobCursor after, int limit) {
        return locked(now -> queries.list(filter, after, limit));
    }

    @Override
    public JobCounts counts() {
        return locked(queries::counts);
    }

    @Override
    public Backlog backlog(Collection<String> types, Duration window) {
        StoreClock.check("window", window);
        return locked(now -> queries.backlog(types, window, now));
    }

    @Override
    public AutoCloseable listen(Runnable onWork) {
        return listeners.add(onWork);
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public void close() {
        listeners.clear();
    }

    /** Write, and wake the pollers when one of the jobs is due now. */
    private <T> T andWake(Function<Instant, T> write, Stream<UUID> jobs) {
        T answer = locked(write);
        if (locked(now -> jobs.anyMatch(id -> tables.jobs.isDue(id, now)))) {
            listeners.call();
        }
        return answer;
    }
}
