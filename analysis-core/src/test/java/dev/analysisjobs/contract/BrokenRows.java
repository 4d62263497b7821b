package dev.analysisjobs.contract;

import dev.analysisjobs.contract.StoreRows.AttemptRow;
import dev.analysisjobs.contract.StoreRows.JobRow;
import dev.analysisjobs.contract.StoreRows.NoticeRow;
import dev.analysisjobs.contract.StoreRows.RepairRow;
import dev.analysisjobs.contract.StoreRows.ResultRow;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** One job in every state with all that belongs to it, in order at first, and free to be broken. */
final class BrokenRows {
    static final Instant CREATED = Instant.parse("2025-09-27T17:23:28Z");
    static final Instant ENDED = Instant.parse("2025-09-29T02:17:48.501Z");

    final Row pending = new Row("pending");
    final Row processing = new Row("processing").claimed();
    final Row completed = new Row("completed").claimed();
    final Row failed = new Row("failed").claimed();
    final Row incomplete = new Row("failed").claimed();
    final Row cancelled = new Row("cancelled");
    final List<ResultRow> results = new ArrayList<>();
    final List<AttemptRow> attempts = new ArrayList<>();
    final List<NoticeRow> notices = new ArrayList<>();
    final List<RepairRow> repairs = new ArrayList<>();

    BrokenRows() {
        processing.put("leaseOwner", "node-a").put("leaseUntil", ENDED);
        pending.put("activeKey", "k-pending");
        processing.put("activeKey", "k-processing");
        completed.put("activeKey", "k-completed");
        for (Row ended : List.of(completed, failed, incomplete, cancelled)) {
            ended.put("completedAt", ENDED);
        }
        for (Row ended : List.of(failed, incomplete)) {
            ended.put("failureCode", "INVALID_RESULT").put("errorMessage", "The output lacks /persona");
        }
        results.add(result("{}", 1, 1));
        completed.put("resultId", results.get(0).resultId());
        attempts.add(attempt(failed, 1, "gave_up"));
        attempts.add(attempt(incomplete, 1, "found_incomplete"));
        notices.add(notice(failed, "JOB_FAILED"));
        notices.add(notice(incomplete, "RESULT_INCOMPLETE"));
        repairs.add(new RepairRow(incomplete.id(), "auditor", "INVALID_RESULT", "The output lacks /persona", ENDED));
    }

    StoreRows rows() {
        List<JobRow> jobs = Stream.of(pending, processing, completed, failed, incomplete, cancelled)
                .map(Row::made)
                .toList();
        return new StoreRows(jobs, results, attempts, notices, repairs, List.of());
    }

    ResultRow result(String output, long token, int attempt) {
        return new ResultRow(UUID.randomUUID(), completed.id(), token, attempt, output, ENDED, CREATED);
    }

    AttemptRow attempt(Row of, int number, String outcome) {
        return new AttemptRow(
                of.id(), number, 1, "node-a", CREATED, ENDED, outcome, "INVALID_RESULT", "It lacks /persona", "{}");
    }

    NoticeRow notice(Row of, String kind) {
        return new NoticeRow(
                UUID.randomUUID(),
                kind,
                of.id(),
                "persona-profile",
                "user-1",
                "INVALID_RESULT",
                "The output lacks /persona",
                "pending",
                0,
                ENDED);
    }

    /** A job row by column names. */
    static final class Row {
        private final Map<String, Object> columns = new HashMap<>();

        Row(String status) {
            put("jobId", UUID.randomUUID());
            put("status", status);
            put("analysisType", "persona-profile").put("typeVersion", "1").put("subjectId", "user-1");
            put("input", "{}").put("fingerprint", "f").put("inputHash", "h");
            put("priority", 0).put("attempts", 0).put("maxAttempts", 3).put("leaseToken", 0L);
            put("createdAt", CREATED).put("runAt", CREATED).put("deadlineAt", ENDED);
        }

        Row claimed() {
            return put("attempts", 1).put("leaseToken", 1L).put("startedAt", CREATED);
        }

        Row put(String column, Object value) {
            columns.put(column, value);
            return this;
        }

        UUID id() {
            return (UUID) columns.get("jobId");
        }

        private JobRow made() {
            RecordComponent[] components = JobRow.class.getRecordComponents();
            try {
                return JobRow.class
                        .getDeclaredConstructor(Arrays.stream(components)
                                .map(RecordComponent::getType)
                                .toArray(Class[]::new))
                        .newInstance(Arrays.stream(components)
                                .map(component -> columns.get(component.getName()))
                                .toArray());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
