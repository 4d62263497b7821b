package dev.analysisjobs.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Deletes old rows that go with no job. */
final class Leftovers {
    private static final String OLD_NOTICES = """
            SELECT notice_id AS id FROM {notices}
            WHERE job_id IS NULL AND state IN ('delivered', 'parked') AND settled_at < {after:minus_keep}
            LIMIT :limit
            FOR UPDATE SKIP LOCKED
            """;

    private static final String DELETE_NOTICES = """
            DELETE FROM {notices} WHERE notice_id {in:ids}
            """;

    static final String OLD_REPAIRS = """
            SELECT repair_id AS id FROM {repairs}
            WHERE repaired_at < {after:minus_keep}
            ORDER BY repaired_at
            LIMIT :limit
            FOR UPDATE SKIP LOCKED
            """;

    private static final String DELETE_REPAIRS = """
            DELETE FROM {repairs} WHERE repair_id {in:ids}
            """;

    private final Units units;
    private final NamedSql oldNotices;
    private final NamedSql deleteNotices;
    private final NamedSql oldRepairs;
    private final NamedSql deleteRepairs;

    Leftovers(Units units, SqlTexts texts) {
        this.units = units;
        oldNotices = texts.sql(OLD_NOTICES);
        deleteNotices = texts.sql(DELETE_NOTICES);
        oldRepairs = texts.sql(OLD_REPAIRS);
        deleteRepairs = texts.sql(DELETE_REPAIRS);
    }

    int purgeNotices(Duration keep, int limit) {
        return purge("Purge of notices", oldNotices, deleteNotices, keep, limit);
    }

    int purgeRepairs(Duration keep, int limit) {
        return purge("Purge of repair entries", oldRepairs, deleteRepairs, keep, limit);
    }

    private int purge(String what, NamedSql old, NamedSql delete, Duration keep, int limit) {
        Params params = Params.of("minus_keep", -Micros.of("keep", keep)).with("limit", limit);
        return units.write(what, tx -> {
            List<UUID> ids = tx.query(old, params, row -> row.uuid("id"));
            return ids.isEmpty() ? 0 : tx.update(delete, Params.of("ids", ids));
        });
    }
}
