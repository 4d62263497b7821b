package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.Alert;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.Failure;
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
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keep jobs in a relational database: PostgreSQL 13, MariaDB 10.6, MySQL 8.0.17, H2 2.2, each or later.
 * Thread-safe.
 *
 * <p>Each unit of work takes one connection and gives it back as it found it; a pool of one connection is enough. Its
 * transaction, or its one statement that commits by itself, runs at READ COMMITTED. Leases and due times are decided on the database's clock.
 *
 * <p>On a thread that is in a transaction of the caller, every method works in that transaction, under a savepoint: what it
 * wrote counts only once that transaction commits, and an error leaves that transaction usable, except where the database
 * itself has ended it (a deadlock). A thread is in one inside {@link #within}, or when the store's {@link ConnectionSource}
 * says so.
 *
 * <p>Texts are limited so that every database refuses the same: names and versions of types 100 characters, subjects 400,
 * node ids 200; inputs, outputs and checkpoints 16 MiB in UTF-8, on MariaDB and MySQL less where the server's
 * {@code max_allowed_packet} does not take that much (a warning at start says so). None may hold U+0000 or a lone surrogate.
 * With a {@link PayloadCodec} the plain text and the encoded one both keep these rules.
 *
 * @since 0.1
 */
public final class JdbcJobStore implements JobStore {
    private final Units units;
    private final Wakers wakers;
    private final Submits submits;
    private final Claims claims;
    private final Changes changes;
    private final Completions completions;
    private final ReadBack readBack;
    private final Sweeps sweeps;
    private final Removals removals;
    private final Leftovers leftovers;
    private final Notices notices;
    private final Pauses pauses;
    private final Alerts alerts;
    private final Queries queries;
    private final Backlogs backlogs;

    JdbcJobStore(Units units, SqlTexts texts, WorkChannel channel) {
        this.units = units;
        wakers = new Wakers(units, channel);
        submits = new Submits(units, texts, wakers);
        claims = new Claims(units, texts);
        changes = new Changes(units, texts, wakers);
        completions = new Completions(units.joint(), changes);
        readBack = new ReadBack(units, texts);
        sweeps = new Sweeps(units, texts);
        removals = new Removals(units, texts);
        leftovers = new Leftovers(units, texts);
        notices = new Notices(units, texts);
        pauses = new Pauses(units, texts);
        alerts = new Alerts(units, texts);
        queries = new Queries(units, texts);
        backlogs = new Backlogs(units, texts);
    }

    /** Collect the parts of a store that takes its connections from a data source. */
    public static JdbcJobStoreBuilder builder(DataSource dataSource) {
        return new JdbcJobStoreBuilder(new DataSourceConnections(dataSource));
    }

    /** Collect the parts of a store that takes its connections from elsewhere. */
    public static JdbcJobStoreBuilder builder(ConnectionSource connections) {
        return new JdbcJobStoreBuilder(connections);
    }

    /**
     * Run an action in which this thread's calls of this store belong to the transaction of a connection. The caller commits
     * or rolls back afterwards and keeps the connection. Other threads are not concerned.
     *
     * @param connection with a transaction, that is with auto-commit off
     * @throws IllegalStateException when the connection commits by itself
     * @throws Exception what the action throws
     */
    public <T> T within(Connection connection, Callable<T> action) throws Exception {
        return units.within(connection, action);
    }

    @Override
    public Instant now() {
        return queries.now();
    }

    @Override
    public List<Insertion> insert(List<NewJob> jobs) {
        return submits.insert(jobs);
    }

    @Override
    public boolean releaseKey(UUID completedJobId) {
        return submits.releaseKey(completedJobId);
    }

    @Override
    public void afterCommit(Runnable action) {
        units.afterCommit(action);
    }

    @Override
    public Claimed claim(ClaimRequest request) {
        return claims.claim(request);
    }

    @Override
    public Set<LeaseRef> renew(String node, Collection<LeaseRef> leases, Duration lease) {
        return claims.renew(node, leases, lease);
    }

    @Override
    public List<ChangeOutcome> apply(List<? extends Change> list) {
        return changes.apply(list);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The transaction is the store's own, and writes reach it by {@link #joinedConnection}; with a {@link
     * TransactionalConnectionSource} it is the framework's, and they join it as any. It may take as long as the statement time-out;
     * then its connection is aborted, and the writes count as failed for a moment.
     */
    @Override
    public ChangeOutcome completeWith(Change.Complete change, CompletionWrites writes) {
        return completions.completeWith(change, writes);
    }

    /**
     * Return the connection of the transaction that this thread is in: that of the completion while {@link CompletionWrites} run, or the
     * one given to {@link #within}. It stays the store's: closing it does nothing, and its transaction cannot be ended by it.
     *
     * @throws IllegalStateException when there is none, or a {@link TransactionalConnectionSource} begins the transactions, whose
     *     framework then gives the connection
     */
    public Connection joinedConnection() {
        return units.joinedConnection();
    }

    @Override
    public List<Boolean> readBack(List<? extends Change.Fenced> list) {
        return readBack.readBack(list);
    }

    @Override
    public List<AnalysisJob> expiredLeases(@Nullable UUID after, int limit) {
        return sweeps.expiredLeases(after, limit);
    }

    @Override
    public List<AnalysisJob> overdue(@Nullable UUID after, int limit) {
        return sweeps.overdue(after, limit);
    }

    @Override
    public List<AnalysisJob> outdated(String type, Duration keep, @Nullable AnalysisJob after, int limit) {
        return removals.outdated(type, keep, after, limit);
    }

    @Override
    public List<UUID> purge(Collection<UUID> jobIds, Duration keep) {
        return removals.purge(jobIds, keep);
    }

    @Override
    public int purgeNotices(Duration keep, int limit) {
        return leftovers.purgeNotices(keep, limit);
    }

    @Override
    public int purgeRepairs(Duration keep, int limit) {
        return leftovers.purgeRepairs(keep, limit);
    }

    @Override
    public List<AnalysisJob> erase(String subject, int limit) {
        return removals.erase(subject, limit);
    }

    @Override
    public void addNotice(NewNotice notice) {
        notices.add(notice);
    }

    @Override
    public List<Notice> claimNotices(int limit, Duration lease) {
        return notices.claim(limit, lease);
    }

    @Override
    public boolean settleNotice(Notice notice, Delivery delivery) {
        return notices.settle(notice, delivery);
    }

    @Override
    public boolean resendNotice(UUID noticeId) {
        return notices.resend(noticeId);
    }

    @Override
    public boolean pause(String type, String reason, @Nullable Duration duration) {
        return pauses.pause(type, reason, duration);
    }

    @Override
    public boolean resume(String type) {
        return pauses.resume(type);
    }

    @Override
    public List<Pause> pauses() {
        return pauses.pauses();
    }

    @Override
    public boolean raiseAlert(String rule, String key, String message, Duration coolDown, NewNotice notice) {
        return alerts.raise(rule, key, message, coolDown, notice);
    }

    @Override
    public boolean clearAlert(String rule, String key, Duration unseen, NewNotice notice) {
        return alerts.clear(rule, key, unseen, notice);
    }

    @Override
    public List<Alert> alerts() {
        return alerts.open();
    }

    @Override
    public Troubles troubles(Duration window) {
        return alerts.troubles(window);
    }

    @Override
    public Optional<AnalysisJob> find(UUID jobId) {
        return queries.find(jobId);
    }

    @Override
    public Optional<String> input(UUID jobId) {
        return queries.input(jobId);
    }

    @Override
    public Optional<StoredResult> result(UUID jobId) {
        return queries.result(jobId);
    }

    @Override
    public List<Attempt> attempts(UUID jobId, int limit) {
        return queries.attempts(jobId, limit);
    }

    @Override
    public Optional<Failure> lastFailure(UUID jobId) {
        return queries.lastFailure(jobId);
    }

    @Override
    public List<AnalysisJob> list(JobFilter filter, @Nullable JobCursor after, int limit) {
        return queries.list(filter, after, limit);
    }

    @Override
    public JobCounts counts() {
        return queries.counts();
    }

    @Override
    public Backlog backlog(Collection<String> types, Duration window) {
        return backlogs.of(types, window);
    }

    @Override
    public AutoCloseable listen(Runnable onWork) {
        return wakers.add(onWork);
    }

    /**
     * Return how long ago the connection that listens for other nodes' work was seen alive: about 10 seconds at most while it
     * lives. Empty when none listens, or none could be opened yet.
     *
     * @see JdbcJobStoreBuilder#listenOn
     */
    public Optional<Duration> listenedAgo() {
        return wakers.heardAgo();
    }

    /** End the thread that tells other nodes of work. The data source stays the caller's. */
    @Override
    public void close() {
        wakers.close();
    }
}
