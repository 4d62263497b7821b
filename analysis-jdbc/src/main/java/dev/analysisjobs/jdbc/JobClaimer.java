package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.ClaimRank;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Claims due jobs in the way of one database. */
interface JobClaimer {
    /**
     * How far a due job's rank may lie ahead of now, in microseconds: the head start that the lowest priority takes off. It
     * ends a walk over the index of waiting jobs before those that fall due much later.
     */
    long MOST_AHEAD = Micros.of("head start", ClaimRank.HEAD_START.multipliedBy(ClaimRank.PRIORITY_LIMIT));

    /**
     * Claims jobs in any order. Rows that another claim holds are skipped.
     *
     * @param slots how many jobs of each type at most
     * @param limit how many jobs in all at most
     * @param leaseMicros how long the leases live
     */
    List<Claimed> claim(Tx tx, String node, Map<String, Integer> slots, int limit, long leaseMicros)
            throws SQLException;

    /** A job as it was claimed, with its payloads as they are stored: one that cannot be decoded must not stop the others. */
    record Claimed(
            AnalysisJob job,
            String input,
            @Nullable String checkpoint,
            @Nullable String context) {

        static Claimed of(Row row) throws SQLException {
            return new Claimed(
                    JobRows.job(row), row.text("input"), row.textOrNull("checkpoint"), row.textOrNull("context"));
        }
    }
}
