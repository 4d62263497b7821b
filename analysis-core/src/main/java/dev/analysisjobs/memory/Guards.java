package dev.analysisjobs.memory;

import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.model.Transitions;
import dev.analysisjobs.port.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decide whether a change may be written to a row as it stands: what a database says in the WHERE of its statement. */
final class Guards {
    private Guards() {}

    static boolean hold(Change change, @Nullable JobRow row, @Nullable StoredResult result, Instant now) {
        if (row == null || !(isLegal(change, row) && isFenced(change, row))) {
            return false;
        }
        if (change instanceof Change.ExpireLease) {
            return row.isExpired(now);
        }
        if (change instanceof Change.PassDeadline) {
            return row.isOverdue(now);
        }
        if (change instanceof Change.FoundIncomplete found) {
            return result != null
                    && result.id().equals(found.resultId())
                    && result.output().equals(found.output());
        }
        return true;
    }

    private static boolean isLegal(Change change, JobRow row) {
        // A checkpoint changes no status, so the table knows nothing of it; its lease says it all.
        return change instanceof Change.SaveCheckpoint || Transitions.allows(row.status(), change.event());
    }

    private static boolean isFenced(Change change, JobRow row) {
        return !(change instanceof Change.Fenced fenced)
                || row.isHeldWith(fenced.lease().token());
    }
}
