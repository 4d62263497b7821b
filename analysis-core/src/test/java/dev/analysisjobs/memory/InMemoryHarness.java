package dev.analysisjobs.memory;

import dev.analysisjobs.contract.StoreHarness;
import dev.analysisjobs.contract.StoreRows;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.Lease;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.port.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** Run the in-memory store on a clock that can be moved on, and read its rows. */
public final class InMemoryHarness implements StoreHarness {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InMemoryJobStore store;

    private InMemoryHarness(InstantSource base) {
        store = new InMemoryJobStore(() -> base.instant().plus(ahead.get()));
    }

    /** Return a harness whose time stands still unless it is moved on: everything happens at one instant. */
    public static InMemoryHarness onAStoppedClock() {
        return new InMemoryHarness(InstantSource.fixed(Instant.parse("2026-03-29T00:59:59.123456789Z")));
    }

    /** Return a harness whose time runs, as a database's does. */
    public static InMemoryHarness onARunningClock() {
        return new InMemoryHarness(InstantSource.system());
    }

    @Override
    public JobStore store() {
        return store;
    }

    @Override
    public void advance(Duration by) {
        ahead.updateAndGet(sum -> sum.plus(by));
    }

    @Override
    public StoreRows rows() {
        return store.locked(now -> new StoreRows(
                store.tables.jobs.all().stream().map(InMemoryHarness::row).toList(),
                store.tables.results.all().stream().map(InMemoryHarness::row).toList(),
                store.tables.attempts().map(InMemoryHarness::row).toList(),
                store.tables.notices.all().stream().map(InMemoryHarness::row).toList(),
                store.tables.repairs.stream().map(InMemoryHarness::row).toList(),
                store.tables.pauses.all().stream()
                        .map(pause ->
                                new StoreRows.PauseRow(pause.type(), pause.reason(), pause.since(), pause.until()))
                        .toList()));
    }

    @Override
    public void close() {
        store.close();
    }

    private static StoreRows.JobRow row(JobRow row) {
        AnalysisJob job = row.job();
        Lease lease = job.lease();
        return new StoreRows.JobRow(
                job.id(),
                job.type(),
                job.typeVersion(),
                job.subject(),
                job.status().word(),
                job.priority(),
                row.input(),
                job.fingerprint(),
                job.inputHash(),
                job.activeKey(),
                job.attempts(),
                job.maxAttempts(),
                job.runAt(),
                job.deadlineAt(),
                lease == null ? null : lease.owner(),
                row.token(),
                lease == null ? null : lease.until(),
                job.resultId(),
                code(job.failure()),
                message(job.failure()),
                row.checkpoint(),
                job.createdAt(),
                job.startedAt(),
                job.completedAt());
    }

    private static StoreRows.ResultRow row(StoredResult row) {
        return new StoreRows.ResultRow(
                row.id(), row.jobId(), row.leaseToken(), row.attempt(), row.output(), row.createdAt(), row.startedAt());
    }

    private static StoreRows.AttemptRow row(Attempt row) {
        return new StoreRows.AttemptRow(
                row.jobId(),
                row.attempt(),
                row.leaseToken(),
                row.node(),
                row.startedAt(),
                row.endedAt(),
                row.end().word(),
                code(row.failure()),
                message(row.failure()),
                row.rejectedOutput());
    }

    private static StoreRows.NoticeRow row(NoticeTable.Row row) {
        Notice notice = row.notice();
        return new StoreRows.NoticeRow(
                notice.id(),
                notice.kind().name(),
                notice.jobId(),
                notice.type(),
                notice.subject(),
                code(notice.failure()),
                message(notice.failure()),
                row.state().name().toLowerCase(Locale.ROOT),
                notice.deliveries(),
                notice.createdAt());
    }

    private static StoreRows.RepairRow row(Tables.Repair row) {
        return new StoreRows.RepairRow(row.jobId(), row.node(), code(row.failure()), message(row.failure()), row.at());
    }

    private static String code(Failure failure) {
        return failure == null ? null : failure.code().name();
    }

    private static String message(Failure failure) {
        return failure == null ? null : failure.message();
    }
}
