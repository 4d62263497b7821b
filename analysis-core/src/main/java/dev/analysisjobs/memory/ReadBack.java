package dev.analysisjobs.memory;

import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.port.Change;

/** Tell which fenced changes are written. A token belongs to one attempt, and an attempt leaves one trace. */
final class ReadBack {
    private final Tables tables;

    ReadBack(Tables tables) {
        this.tables = tables;
    }

    boolean isWritten(Change.Fenced change) {
        long token = change.lease().token();
        if (change instanceof Change.Complete) {
            StoredResult result = tables.results.of(change.jobId());
            return result != null && result.leaseToken() == token;
        }
        if (change instanceof Change.SaveCheckpoint save) {
            JobRow row = tables.jobs.get(save.jobId());
            return row != null && row.isHeldWith(token) && save.checkpoint().equals(row.checkpoint());
        }
        Attempt row = tables.attempts(change.jobId()).get(token);
        return row != null
                && change.attempt() != null
                && row.end() == change.attempt().end();
    }
}
