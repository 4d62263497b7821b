package dev.analysisjobs.jdbc;

import dev.analysisjobs.contract.StoreHarness;
import dev.analysisjobs.contract.StoreRows;
import dev.analysisjobs.port.JobStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A store in a space that its tests share. Time passes by moving every stored instant back. */
final class JdbcHarness implements StoreHarness {
    private static final Map<String, List<String>> INSTANTS = Map.of(
            "jobs", List.of("run_at", "deadline_at", "lease_until", "created_at", "started_at", "completed_at"),
            "results", List.of("created_at", "started_at"),
            "attempts", List.of("started_at", "ended_at"),
            "notices", List.of("due_at", "created_at", "settled_at"),
            "repairs", List.of("repaired_at"),
            "pauses", List.of("paused_at", "paused_until"),
            "alerts", List.of("raised_at", "seen_at", "cleared_at"),
            "limits", List.of("next_at"));

    private final Space space;
    private final JobStore store;

    JdbcHarness(Space space) {
        this.space = space;
        store = JdbcJobStore.builder(space.pool()).build();
    }

    @Override
    public JobStore store() {
        return store;
    }

    @Override
    public void advance(Duration by) {
        INSTANTS.forEach((table, columns) -> {
            StringBuilder set = new StringBuilder();
            for (String column : columns) {
                set.append(set.isEmpty() ? "" : ", ")
                        .append(column)
                        .append(" = ")
                        .append(column)
                        .append(" - INTERVAL '")
                        .append(by.toSeconds())
                        .append("' SECOND");
            }
            space.execute("UPDATE analysis_" + table + " SET " + set);
        });
    }

    @Override
    public StoreRows rows() {
        return new StoredRows(space.database().instants()).read(space::query);
    }

    @Override
    public void close() {
        store.close();
        space.execute("UPDATE analysis_jobs SET status = 'cancelled', result_id = NULL, active_key = NULL"
                + " WHERE status = 'completed'");
        for (String table : List.of("jobs", "notices", "repairs", "pauses", "alerts", "limits")) {
            space.execute("DELETE FROM analysis_" + table);
        }
    }
}
