package dev.analysisjobs.contract;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Hold every row of every table as plain values: also rows that contradict themselves, which the model's types refuse. A SQL
 * null is null; words and codes are as stored. Rows may be given in any order; they are kept sorted, so that two readings of
 * the same rows are equal.
 *
 * @since 0.1
 */
public record StoreRows(
        List<JobRow> jobs,
        List<ResultRow> results,
        List<AttemptRow> attempts,
        List<NoticeRow> notices,
        List<RepairRow> repairs,
        List<PauseRow> pauses) {
    public StoreRows {
        jobs = sorted(jobs);
        results = sorted(results);
        attempts = sorted(attempts);
        notices = sorted(notices);
        repairs = sorted(repairs);
        pauses = sorted(pauses);
    }

    private static <T> List<T> sorted(List<T> rows) {
        return rows.stream().sorted(Comparator.comparing(String::valueOf)).toList();
    }

    /** One row of {@code analysis_jobs}. */
    public record JobRow(
            UUID jobId,
            String analysisType,
            String typeVersion,
            String subjectId,
            String status,
            int priority,
            String input,
            String fingerprint,
            String inputHash,
            String activeKey,
            int attempts,
            int maxAttempts,
            Instant runAt,
            Instant deadlineAt,
            String leaseOwner,
            long leaseToken,
            Instant leaseUntil,
            UUID resultId,
            String failureCode,
            String errorMessage,
            String checkpoint,
            Instant createdAt,
            Instant startedAt,
            Instant completedAt) {}

    /** One row of {@code analysis_results}. */
    public record ResultRow(
            UUID resultId,
            UUID jobId,
            long leaseToken,
            int attempt,
            String output,
            Instant createdAt,
            Instant startedAt) {}

    /** One row of {@code analysis_attempts}. */
    public record AttemptRow(
            UUID jobId,
            int attempt,
            long leaseToken,
            String node,
            Instant startedAt,
            Instant endedAt,
            String outcome,
            String failureCode,
            String message,
            String rejectedOutput) {}

    /** One row of {@code analysis_notices}. */
    public record NoticeRow(
            UUID noticeId,
            String kind,
            UUID jobId,
            String analysisType,
            String subjectId,
            String failureCode,
            String message,
            String state,
            int deliveries,
            Instant createdAt) {}

    /** One row of {@code analysis_repairs}. */
    public record RepairRow(UUID jobId, String node, String failureCode, String message, Instant repairedAt) {}

    /** One row of {@code analysis_pauses}: in force or ended by itself. */
    public record PauseRow(String analysisType, String reason, Instant since, Instant until) {}
}
