package dev.analysisjobs.jdbc;

import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.CompletionWrites;
import java.util.List;

/** Completes a job together with writes of the app. */
final class Completions {
    private final JointUnits units;
    private final Changes changes;

    Completions(JointUnits units, Changes changes) {
        this.units = units;
        this.changes = changes;
    }

    ChangeOutcome completeWith(Change.Complete change, CompletionWrites writes) {
        return units.run("Completion of job " + change.jobId() + " with writes", () -> {
            // Joins the transaction that was just begun on this thread.
            ChangeOutcome outcome = changes.apply(List.of(change)).get(0);
            if (outcome == ChangeOutcome.APPLIED) {
                try {
                    writes.write(change.result());
                } catch (Throwable thrown) {
                    throw units.failed(thrown);
                }
            }
            return outcome;
        });
    }
}
