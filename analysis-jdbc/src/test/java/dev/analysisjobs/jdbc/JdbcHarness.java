package dev.analysisjobs.jdbc;

import dev.analysisjobs.contract.StoreHarness;
import dev.analysisjobs.contract.StoreRows;
import dev.analysisjobs.port.JobStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A store in a space that its tests share. Time passes by moving every stored instant back. */
final class JdbcHarness implements StoreHarness {
    private static final Map<String, List<String>> INSTANTS = Map.of(
            "jobs", List.of("run_at", "deadline_at", "lease_until", "created_at", "started_at", "completed_at"),
            "results", List.of("created_at", "started_at"),
            "attempts", List.of("started_at", "ended_at"),
            "notices", List.of("due_at", "created_at", "settled_at"),
            "repairs", List.of("repaired_at"),
            "pauses", List.of("paused_at", "paused_until"),
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
        return new StoreRows(
                space.query("SELECT * FROM analysis_jobs", this::job),
                space.query("SELECT * FROM analysis_results", this::result),
                space.query("SELECT * FROM analysis_attempts", this::attempt),
                space.query("SELECT * FROM analysis_notices", this::notice),
                space.query("SELECT * FROM analysis_repairs", this::repair),
                space.query("SELECT * FROM analysis_pauses", this::pause));
    }

    @Override
    public void close() {
        store.close();
        space.execute("UPDATE analysis_jobs SET status = 'cancelled', result_id = NULL, active_key = NULL"
                + " WHERE status = 'completed'");
        for (String table : List.of("jobs", "notices", "repairs", "pauses", "limits")) {
            space.execute("DELETE FROM analysis_" + table);
        }
    }

    private StoreRows.JobRow job(ResultSet row) throws SQLException {
        return new StoreRows.JobRow(
                uuid(row, "job_id"),
                row.getString("analysis_type"),
                row.getString("type_version"),
                row.getString("subject_id"),
                row.getString("status"),
                row.getInt("priority"),
                row.getString("input"),
                row.getString("fingerprint"),
                row.getString("input_hash"),
                row.getString("active_key"),
                row.getInt("attempts"),
                row.getInt("max_attempts"),
                instant(row, "run_at"),
                instant(row, "deadline_at"),
                row.getString("lease_owner"),
                row.getLong("lease_token"),
                instant(row, "lease_until"),
                uuid(row, "result_id"),
                row.getString("failure_code"),
                row.getString("error_message"),
                row.getString("checkpoint"),
                instant(row, "created_at"),
                instant(row, "started_at"),
                instant(row, "completed_at"));
    }

    private StoreRows.ResultRow result(ResultSet row) throws SQLException {
        return new StoreRows.ResultRow(
                uuid(row, "result_id"),
                uuid(row, "job_id"),
                row.getLong("lease_token"),
                row.getInt("attempt"),
                row.getString("output"),
                instant(row, "created_at"),
                instant(row, "started_at"));
    }

    private StoreRows.AttemptRow attempt(ResultSet row) throws SQLException {
        return new StoreRows.AttemptRow(
                uuid(row, "job_id"),
                row.getInt("attempt"),
                row.getLong("lease_token"),
                row.getString("node"),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getString("outcome"),
                row.getString("failure_code"),
                row.getString("message"),
                row.getString("rejected_output"));
    }

    private StoreRows.NoticeRow notice(ResultSet row) throws SQLException {
        return new StoreRows.NoticeRow(
                uuid(row, "notice_id"),
                row.getString("kind"),
                uuid(row, "job_id"),
                row.getString("analysis_type"),
                row.getString("subject_id"),
                row.getString("failure_code"),
                row.getString("message"),
                row.getString("state"),
                row.getInt("deliveries"),
                instant(row, "created_at"));
    }

    private StoreRows.RepairRow repair(ResultSet row) throws SQLException {
        return new StoreRows.RepairRow(
                uuid(row, "job_id"),
                row.getString("node"),
                row.getString("failure_code"),
                row.getString("message"),
                instant(row, "repaired_at"));
    }

    private StoreRows.PauseRow pause(ResultSet row) throws SQLException {
        return new StoreRows.PauseRow(
                row.getString("analysis_type"),
                row.getString("reason"),
                instant(row, "paused_at"),
                instant(row, "paused_until"));
    }

    private UUID uuid(ResultSet row, String column) throws SQLException {
        return space.database().uuid(row, column);
    }

    private Instant instant(ResultSet row, String column) throws SQLException {
        return space.database().instant(row, column);
    }
}
