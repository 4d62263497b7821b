package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.AnalysisJob;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds what the sweep has to end, page by page in the order of ids. Reads no payloads. */
final class Sweeps {
    static final String EXPIRED = """
            SELECT {job_columns} FROM {jobs}
            WHERE status = 'processing' AND lease_until < {now} AND job_id > :after
            ORDER BY job_id
            LIMIT :limit
            """;

    static final String OVERDUE = """
            SELECT {job_columns} FROM {jobs}
            WHERE status = 'pending' AND lease_owner IS NULL AND deadline_at < {now} AND job_id > :after
            ORDER BY job_id
            LIMIT :limit
            """;

    private static final UUID START = new UUID(0, 0);

    private final Units units;
    private final NamedSql expired;
    private final NamedSql overdue;

    Sweeps(Units units, SqlTexts texts) {
        this.units = units;
        expired = texts.sql(EXPIRED);
        overdue = texts.sql(OVERDUE);
    }

    List<AnalysisJob> expiredLeases(@Nullable UUID after, int limit) {
        return page("Search for expired leases", expired, after, limit);
    }

    List<AnalysisJob> overdue(@Nullable UUID after, int limit) {
        return page("Search for passed deadlines", overdue, after, limit);
    }

    private List<AnalysisJob> page(String what, NamedSql sql, @Nullable UUID after, int limit) {
        Params params = Params.of("after", after == null ? START : after).with("limit", limit);
        return units.read(what, tx -> tx.query(sql, params, JobRows::job));
    }
}
