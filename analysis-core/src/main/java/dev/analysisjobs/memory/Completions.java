package dev.analysisjobs.memory;

import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.CompletionWrites;
import dev.analysisjobs.port.CompletionWritesException;
import dev.analysisjobs.port.StoreException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Complete jobs together with writes of the app, and take the completion back when they fail. */
final class Completions {
    private final Tables tables;
    private final Changes changes;

    Completions(Tables tables, Changes changes) {
        this.tables = tables;
        this.changes = changes;
    }

    ChangeOutcome completeWith(Change.Complete change, CompletionWrites writes, Instant now) {
        JobRow before = tables.jobs.get(change.jobId());
        ChangeOutcome outcome = changes.apply(List.of(change), now).get(0);
        if (outcome == ChangeOutcome.APPLIED) {
            try {
                writes.write(change.result());
            } catch (Throwable thrown) {
                undo(change, before);
                boolean mayPass =
                        thrown instanceof StoreException failed && failed.kind() == StoreException.Kind.TRANSIENT;
                throw new CompletionWritesException(mayPass, thrown);
            }
        }
        return outcome;
    }

    private void undo(Change.Complete change, @Nullable JobRow before) {
        if (change.notice() != null) {
            tables.notices.remove(change.notice().id());
        }
        StoredResult result = tables.results.of(change.jobId());
        // The writes may have deleted the job.
        if (before != null && result != null) {
            tables.results.remove(result);
            tables.jobs.put(before);
        }
    }
}
