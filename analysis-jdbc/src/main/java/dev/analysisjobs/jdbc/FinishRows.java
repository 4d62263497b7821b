package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.EndedAttempt;
import dev.analysisjobs.port.NewNotice;
import org.jspecify.annotations.Nullable;

/** Makes the rows of the statement that finishes attempts: one for each change, with all that it writes in any table. */
final class FinishRows {
    private static final String NOTICE = "n_";

    private FinishRows() {}

    /** @param payload the change's output or checkpoint, as it is stored */
    static Params row(NamedSql finish, Change.Fenced change, @Nullable String payload, Payloads messages) {
        Params row = new Params();
        // What a change says nothing of stays null.
        finish.parameters().forEach(parameter -> row.with(parameter.name(), null));
        row.with("job_id", change.jobId())
                .with("token", change.lease().token())
                .with("uncharged", 0)
                .with("keep_key", true);
        EndedAttempt attempt = change.attempt();
        if (attempt != null) {
            row.withAll("", ChangePlan.attempt(change.jobId(), change.lease().token(), attempt, messages));
        }
        NewNotice notice = change.notice();
        if (notice != null) {
            row.withAll(NOTICE, NoticeRows.params(notice, messages));
        }
        return ended(row, change, payload);
    }

    private static Params ended(Params row, Change.Fenced change, @Nullable String payload) {
        if (change instanceof Change.Complete complete) {
            return row.withAll("", ChangePlan.result(complete, payload))
                    .with("status", JobStatus.COMPLETED.word())
                    .with("keep_key", complete.keepKey());
        }
        if (change instanceof Change.GiveUp) {
            return row.with("status", JobStatus.FAILED.word()).with("keep_key", false);
        }
        row.with("checkpoint", payload);
        if (change instanceof Change.RetryLater later) {
            return row.with("status", JobStatus.PENDING.word()).with("delay", Micros.of("delay", later.delay()));
        }
        if (change instanceof Change.PutBack back) {
            return row.with("status", JobStatus.PENDING.word())
                    .with("delay", Micros.of("delay", back.delay()))
                    .with("uncharged", 1);
        }
        if (change instanceof Change.SaveCheckpoint) {
            return row.with("status", JobStatus.PROCESSING.word());
        }
        throw new IllegalArgumentException("An attempt does not end in " + change.event());
    }
}
