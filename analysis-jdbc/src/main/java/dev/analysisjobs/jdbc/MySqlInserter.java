package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.port.NewJob;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Stores many jobs in one statement. When one of them meets a unique key, which undoes that statement alone, the jobs are
 * stored one by one.
 */
final class MySqlInserter implements JobInserter {
    private static final String INSERT = """
            INSERT INTO {jobs} (job_id, analysis_type, type_version, subject_id, status, priority, input,
                fingerprint, input_hash, active_key, attempts, max_attempts, operator_retries, run_at, deadline_at,
                lease_token, created_at, context)
            VALUES [[(:job_id, :type, :version, :subject, 'pending', :priority, :input,
                :fingerprint, :input_hash, :active_key, 0, :max_attempts, 0,
                GREATEST({now}, COALESCE(CAST(:not_before AS DATETIME(6)), {now})),
                GREATEST({after:max_age}, COALESCE(CAST(:not_before_deadline AS DATETIME(6)), {after:max_age})),
                0, {now}, :context)]]
            """;

    private static final String FIND = """
            SELECT {job_columns} FROM {jobs} WHERE job_id {in:ids}
            """;

    private final NamedSql insert;
    private final NamedSql find;

    MySqlInserter(SqlTexts texts) {
        insert = texts.sql(INSERT);
        find = texts.sql(FIND);
    }

    @Override
    public List<AnalysisJob> insert(Tx tx, List<NewJob> jobs) throws SQLException {
        List<Params> rows = jobs.stream().map(JobInserter::params).toList();
        List<UUID> stored = new ArrayList<>(jobs.size());
        for (List<Params> chunk : tx.chunks(insert, rows)) {
            if (chunk.size() > 1 && isStored(tx, chunk)) {
                addIds(chunk, stored);
            } else {
                for (Params row : chunk) {
                    if (isStored(tx, List.of(row))) {
                        addIds(List.of(row), stored);
                    }
                }
            }
        }
        return read(tx, stored);
    }

    private boolean isStored(Tx tx, List<Params> rows) throws SQLException {
        try {
            tx.updateEach(insert, rows);
            return true;
        } catch (SQLException error) {
            if (tx.dialect().classify(error) == Fault.DUPLICATE) {
                return false;
            }
            throw error;
        }
    }

    private static void addIds(Collection<Params> rows, List<UUID> ids) {
        rows.forEach(row -> ids.add((UUID) row.get("job_id")));
    }

    private List<AnalysisJob> read(Tx tx, List<UUID> ids) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<UUID, AnalysisJob> found = new HashMap<>();
        for (AnalysisJob job : tx.query(find, Params.of("ids", ids), JobRows::job)) {
            found.put(job.id(), job);
        }
        return ids.stream().map(found::get).toList();
    }
}
