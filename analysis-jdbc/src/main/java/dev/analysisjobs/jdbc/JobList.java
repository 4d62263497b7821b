package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.port.JobCursor;
import dev.analysisjobs.port.JobFilter;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists jobs page by page. A condition stands in the statement only when the filter asks for it, because "or the parameter is
 * null" keeps a planner from the index; so there is a statement for each combination, made when it is first needed. Only failed jobs have a failure code; saying so lets
 * the planner take their index.
 */
final class JobList {
    private static final String LIST = """
            SELECT {job_columns} FROM {jobs}
            WHERE 1 = 1%s
            ORDER BY created_at DESC, job_id DESC
            LIMIT :limit
            """;

    private final SqlTexts texts;
    private final Map<String, NamedSql> statements = new ConcurrentHashMap<>();

    JobList(SqlTexts texts) {
        this.texts = texts;
    }

    List<AnalysisJob> page(Tx tx, JobFilter filter, @Nullable JobCursor after, int limit) throws SQLException {
        Conditions conditions = conditions(filter, after);
        NamedSql sql = statements.computeIfAbsent(conditions.text(), texts::sql);
        return tx.query(sql, conditions.params.with("limit", limit), JobRows::job);
    }

    /** Returns the statement of a filter. */
    static String text(JobFilter filter, @Nullable JobCursor after) {
        return conditions(filter, after).text();
    }

    private static Conditions conditions(JobFilter filter, @Nullable JobCursor after) {
        Conditions conditions = new Conditions();
        conditions.add(" AND analysis_type = :type", "type", filter.type());
        conditions.add(" AND subject_id = :subject", "subject", filter.subject());
        conditions.add(
                " AND status = :status",
                "status",
                filter.status() == null ? null : filter.status().word());
        conditions.add(
                " AND status = 'failed' AND failure_code = :failure_code",
                "failure_code",
                filter.failureCode() == null ? null : filter.failureCode().name());
        conditions.add(" AND created_at >= :created_from", "created_from", filter.createdFrom());
        conditions.add(" AND created_at < :created_to", "created_to", filter.createdTo());
        if (after != null) {
            conditions.add(
                    " AND created_at <= :seen_at AND (created_at < :seen_at OR job_id < :seen_id)",
                    "seen_at",
                    after.createdAt());
            conditions.params.with("seen_id", after.jobId());
        }
        return conditions;
    }

    private static final class Conditions {
        private final StringBuilder conditions = new StringBuilder();
        private final Params params = new Params();

        String text() {
            return String.format(LIST, conditions);
        }

        void add(String condition, String parameter, @Nullable Object value) {
            if (value != null) {
                conditions.append(condition);
                params.with(parameter, value);
            }
        }
    }
}
