package dev.analysisjobs.jdbc;

import dev.analysisjobs.port.Allowance;
import dev.analysisjobs.port.Claimed;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.TypeRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds types to their limits across nodes. A claim locks the row of each limited type that has due jobs; whoever finds a row
 * locked leaves its type alone this time. What is running and what was started is read by a statement of its own after the
 * lock, so that it shows all that earlier claims have committed. Types without a limit cost nothing here.
 */
final class ClaimLimits {
    /** How long another node's claim may take from when it was met. */
    private static final Duration OTHER_CLAIM = Duration.ofMillis(10);

    static final String LOOK = """
            SELECT l.analysis_type,
                CASE WHEN EXISTS (
                    SELECT 1 FROM {jobs} j
                    WHERE j.status = 'pending' AND j.analysis_type = l.analysis_type
                        AND j.claim_rank <= {after:most_ahead} AND j.run_at <= {now}) THEN 1 ELSE 0 END AS is_due
            FROM {limits} l
            WHERE l.analysis_type {in_text:types}
            """;

    private static final String INSERT = """
            INSERT INTO {limits} (analysis_type, next_at) VALUES (:type, {now})
            """;

    private static final String LOCK = """
            SELECT analysis_type FROM {limits}
            WHERE analysis_type {in_text:types}
            ORDER BY analysis_type
            FOR UPDATE SKIP LOCKED
            """;

    static final String STATE = """
            SELECT l.analysis_type, l.next_at, {now} AS read_at,
                (SELECT COUNT(*) FROM {jobs} j
                    WHERE j.status = 'processing' AND j.analysis_type = l.analysis_type) AS running
            FROM {limits} l
            WHERE l.analysis_type {in_text:types}
            """;

    private static final String ADVANCE = """
            UPDATE {limits} SET next_at = :next_at WHERE analysis_type = :type
            """;

    private final NamedSql look;
    private final NamedSql insert;
    private final NamedSql lock;
    private final NamedSql state;
    private final NamedSql advance;

    ClaimLimits(SqlTexts texts) {
        look = texts.sql(LOOK);
        insert = texts.sql(INSERT);
        lock = texts.sql(LOCK);
        state = texts.sql(STATE);
        advance = texts.sql(ADVANCE);
    }

    /**
     * What a claim may take.
     *
     * @param free the types without a limit
     * @param allowances the limited types that are locked; those without due jobs are left out
     * @param busy whether another claim holds a limited type that has due jobs
     */
    record Held(List<TypeRequest> free, List<Allowance> allowances, boolean busy) {

        /** Returns how many jobs of each type the claim may take, in the order of types; those without any are left out. */
        Map<String, Integer> slots() {
            Map<String, Integer> slots = new TreeMap<>();
            free.forEach(type -> slots.put(type.type(), type.freeSlots()));
            allowances.forEach(one -> slots.put(one.request().type(), one.most()));
            slots.values().removeIf(most -> most <= 0);
            return slots;
        }
    }

    /** Locks the limited types of a request until the end of the transaction. */
    Held hold(Tx tx, List<TypeRequest> types) throws SQLException {
        Map<Boolean, List<TypeRequest>> parts =
                types.stream().collect(Collectors.partitioningBy(TypeRequest::isLimited));
        List<TypeRequest> free = parts.getOrDefault(false, List.of());
        Map<String, TypeRequest> limited = new TreeMap<>();
        parts.getOrDefault(true, List.of()).forEach(type -> limited.put(type.type(), type));
        List<String> due = limited.isEmpty() ? List.of() : due(tx, limited);
        if (due.isEmpty()) {
            return new Held(free, List.of(), false);
        }
        List<String> locked = tx.query(lock, Params.of("types", due), row -> row.text("analysis_type"));
        List<Allowance> allowances = locked.isEmpty()
                ? List.of()
                : tx.query(state, Params.of("types", locked), row -> allowance(row, limited));
        return new Held(free, allowances, locked.size() < due.size());
    }

    private static Allowance allowance(Row row, Map<String, TypeRequest> limited) throws SQLException {
        TypeRequest request = limited.get(row.text("analysis_type"));
        return new Allowance(
                Objects.requireNonNull(request),
                row.integer("running"),
                row.instant("next_at"),
                row.instant("read_at"));
    }

    /** Returns the types with due jobs in order; a type that was never limited gets its row. */
    private List<String> due(Tx tx, Map<String, TypeRequest> limited) throws SQLException {
        List<String> names = List.copyOf(limited.keySet());
        Map<String, Boolean> known = new HashMap<>();
        tx.query(
                look,
                Params.of("types", names).with("most_ahead", JobClaimer.MOST_AHEAD),
                row -> known.put(row.text("analysis_type"), row.flag("is_due")));
        List<String> due = new ArrayList<>();
        for (String name : names) {
            if (!known.containsKey(name)) {
                // Two nodes may collide here; the one that loses runs its claim again and finds the row.
                tx.update(insert, Params.of("type", name));
            }
            if (known.getOrDefault(name, true)) {
                due.add(name);
            }
        }
        return due;
    }

    /** Counts what was claimed against the rates, and answers. */
    Claimed settle(Tx tx, Held held, List<ClaimedJob> jobs) throws SQLException {
        List<Params> moved = new ArrayList<>();
        for (Allowance allowance : held.allowances()) {
            Instant next = allowance.nextAt(jobs);
            if (!next.equals(allowance.nextAt())) {
                moved.add(Params.of("type", allowance.request().type()).with("next_at", next));
            }
        }
        if (!moved.isEmpty()) {
            tx.updateEach(advance, moved);
        }
        Claimed claimed = Claimed.under(held.allowances(), jobs);
        return held.busy() ? claimed.busyFor(OTHER_CLAIM) : claimed;
    }
}
