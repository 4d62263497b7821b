package dev.analysisjobs.jdbc;

import dev.analysisjobs.jdbc.LockedJobs.Locked;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.EndedAttempt;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.Uuid7;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Takes back a stored result that was proved incomplete: it moves to the record of the attempt that made it. */
final class FoundIncompletes {
    private static final String RESULT = """
            SELECT * FROM {results} WHERE job_id = :job_id AND result_id = :result_id
            """;

    private static final String FAIL = """
            UPDATE {jobs}
            SET status = 'failed', completed_at = {now}, failure_code = :failure_code, error_message = :message,
                active_key = NULL, result_id = NULL
            WHERE job_id = :job_id AND status = 'completed' AND result_id = :result_id
            """;

    private static final String DELETE_RESULT = """
            DELETE FROM {results} WHERE job_id = :job_id AND result_id = :result_id
            """;

    private static final String INSERT_REPAIR = """
            INSERT INTO {repairs} (repair_id, job_id, result_id, event, node, failure_code, message, repaired_at)
            VALUES (:repair_id, :job_id, :result_id, :event, :node, :failure_code, :message, {now})
            """;

    private final Payloads payloads;
    private final NamedSql result;
    private final NamedSql fail;
    private final NamedSql deleteResult;
    private final NamedSql insertRepair;
    private final NamedSql insertAttempt;
    private final NamedSql insertNotice;

    FoundIncompletes(SqlTexts texts, ChangeSql shared, Payloads payloads) {
        this.payloads = payloads;
        result = texts.sql(RESULT);
        fail = texts.sql(FAIL);
        deleteResult = texts.sql(DELETE_RESULT);
        insertRepair = texts.sql(INSERT_REPAIR);
        insertAttempt = shared.insertAttempt;
        insertNotice = shared.insertNotice;
    }

    /** Returns false when the job does not stand on this very output, or it cannot be decoded. Its lock keeps every writer from the result, too. */
    boolean isApplied(Tx tx, Change.FoundIncomplete change, Locked job) throws SQLException {
        Params ids = Params.of("job_id", change.jobId()).with("result_id", change.resultId());
        Optional<StoredResult> stored = job.status() == JobStatus.COMPLETED ? stored(tx, ids) : Optional.empty();
        if (stored.isEmpty() || !stored.get().output().equals(change.output())) {
            return false;
        }
        Params params = ids.with("failure_code", change.failure().code().name())
                .with("message", payloads.encodeMessage(change.failure().message()))
                .with("repair_id", Uuid7.next())
                .with("event", change.event().name())
                .with("node", change.node());
        tx.updateEach(fail, List.of(params));
        tx.updateEach(deleteResult, List.of(params));
        tx.updateEach(insertRepair, List.of(params));
        tx.updateEach(
                insertAttempt,
                List.of(ChangePlan.attempt(
                        job.id(), stored.get().leaseToken(), attempt(change, stored.get()), payloads)));
        tx.updateEach(
                insertNotice,
                List.of(NoticeRows.params(change.notice(), payloads).with("operator_retries", job.operatorRetries())));
        return true;
    }

    /** Reads the result as it was given, for encoding it again may make another text of it. */
    private Optional<StoredResult> stored(Tx tx, Params ids) throws SQLException {
        try {
            return tx.queryOne(result, ids, HistoryRows::result);
        } catch (StoreException unreadable) {
            return Optional.empty();
        }
    }

    private static EndedAttempt attempt(Change.FoundIncomplete change, StoredResult stored) {
        return new EndedAttempt(
                stored.attempt(),
                change.node(),
                stored.startedAt(),
                AttemptEnd.FOUND_INCOMPLETE,
                change.failure(),
                change.violations(),
                stored.output(),
                stored.facts());
    }
}
