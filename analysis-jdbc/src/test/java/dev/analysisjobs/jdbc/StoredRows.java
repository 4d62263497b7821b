package dev.analysisjobs.jdbc;

import dev.analysisjobs.contract.StoreRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Reads all tables as plain values. */
public final class StoredRows {
    private final InstantReader instants;

    public StoredRows(InstantReader instants) {
        this.instants = instants;
    }

    /** Reads an instant as its database keeps it. */
    public interface InstantReader {
        Instant read(ResultSet row, String column) throws SQLException;

        /** Reads one that is kept with a zone. */
        static Instant zoned(ResultSet row, String column) throws SQLException {
            OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
            return value == null ? null : value.toInstant();
        }

        /** Reads one that is kept without a zone, in UTC. */
        static Instant utc(ResultSet row, String column) throws SQLException {
            LocalDateTime value = row.getObject(column, LocalDateTime.class);
            return value == null ? null : value.toInstant(ZoneOffset.UTC);
        }
    }

    /** Reads the rows of a row's class. */
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a query. */
    public interface Query {
        <T> List<T> run(String sql, RowReader<T> reader);
    }

    public StoreRows read(Query query) {
        return new StoreRows(
                query.run("SELECT * FROM analysis_jobs", this::job),
                query.run("SELECT * FROM analysis_results", this::result),
                query.run("SELECT * FROM analysis_attempts", this::attempt),
                query.run("SELECT * FROM analysis_notices", this::notice),
                query.run("SELECT * FROM analysis_repairs", this::repair),
                query.run("SELECT * FROM analysis_pauses", this::pause));
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

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? null : UUID.fromString(value);
    }

    private Instant instant(ResultSet row, String column) throws SQLException {
        return instants.read(row, column);
    }
}
