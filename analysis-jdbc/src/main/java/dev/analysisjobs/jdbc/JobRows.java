package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Lease;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Makes jobs of rows. */
final class JobRows {
    private JobRows() {}

    static AnalysisJob job(Row row) throws SQLException {
        return new AnalysisJob(
                row.uuid("job_id"),
                row.text("analysis_type"),
                row.text("type_version"),
                row.text("subject_id"),
                JobStatus.ofWord(row.text("status")),
                row.integer("priority"),
                row.text("fingerprint"),
                row.text("input_hash"),
                row.textOrNull("active_key"),
                row.integer("attempts"),
                row.integer("max_attempts"),
                row.instant("run_at"),
                row.instant("deadline_at"),
                lease(row),
                row.uuidOrNull("result_id"),
                failure(row, "error_message"),
                row.instant("created_at"),
                row.instantOrNull("started_at"),
                row.instantOrNull("completed_at"));
    }

    private static @Nullable Lease lease(Row row) throws SQLException {
        String owner = row.textOrNull("lease_owner");
        return owner == null ? null : new Lease(owner, row.whole("lease_token"), row.instant("lease_until"));
    }

    /** Reads a failure, of which code and message are both there or both not. */
    static @Nullable Failure failure(Row row, String messageColumn) throws SQLException {
        String code = row.textOrNull("failure_code");
        return code == null ? null : new Failure(new FailureCode(code), row.message(messageColumn));
    }
}
