package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.StoreException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tells after an unknown commit what is committed, by the attempt that a change belongs to. */
final class ReadBack {
    private static final String RESULTS = """
            SELECT job_id, lease_token FROM {results} WHERE job_id {in:ids}
            """;

    private static final String ATTEMPTS = """
            SELECT job_id, lease_token, outcome FROM {attempts} WHERE job_id {in:ids}
            """;

    private static final String CHECKPOINTS = """
            SELECT job_id, lease_token, checkpoint FROM {jobs} {by_id}
            WHERE job_id {in:ids} AND status = 'processing' AND checkpoint IS NOT NULL
            """;

    private final Units units;
    private final NamedSql results;
    private final NamedSql attempts;
    private final NamedSql checkpoints;

    ReadBack(Units units, SqlTexts texts) {
        this.units = units;
        results = texts.sql(RESULTS);
        attempts = texts.sql(ATTEMPTS);
        checkpoints = texts.sql(CHECKPOINTS);
    }

    List<Boolean> readBack(List<? extends Change.Fenced> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = changes.stream().map(Change::jobId).distinct().toList();
        return units.read("Reading back", tx -> {
            Stored stored = stored(tx, Params.of("ids", ids));
            return changes.stream().map(stored::holds).toList();
        });
    }

    private Stored stored(Tx tx, Params ids) throws SQLException {
        Stored stored = new Stored(new HashSet<>(), new HashMap<>(), new HashMap<>());
        stored.results.addAll(tx.query(results, ids, ReadBack::ref));
        for (Map.Entry<LeaseRef, AttemptEnd> end :
                tx.query(attempts, ids, row -> Map.entry(ref(row), AttemptEnd.ofWord(row.text("outcome"))))) {
            stored.ends.put(end.getKey(), end.getValue());
        }
        for (Map.Entry<LeaseRef, Optional<String>> one :
                tx.query(checkpoints, ids, row -> Map.entry(ref(row), checkpoint(row)))) {
            one.getValue().ifPresent(text -> stored.checkpoints.put(one.getKey(), text));
        }
        return stored;
    }

    /** Reads a checkpoint; one that cannot be decoded is not what this node wrote. */
    private static Optional<String> checkpoint(Row row) throws SQLException {
        try {
            return Optional.of(row.payload("checkpoint"));
        } catch (StoreException unreadable) {
            return Optional.empty();
        }
    }

    private static LeaseRef ref(Row row) throws SQLException {
        return new LeaseRef(row.uuid("job_id"), row.whole("lease_token"));
    }

    private record Stored(Set<LeaseRef> results, Map<LeaseRef, AttemptEnd> ends, Map<LeaseRef, String> checkpoints) {

        boolean holds(Change.Fenced change) {
            LeaseRef lease = change.lease();
            if (change instanceof Change.Complete) {
                // What the audit took back meanwhile was committed all the same.
                return results.contains(lease) || ends.get(lease) == AttemptEnd.FOUND_INCOMPLETE;
            }
            if (change instanceof Change.SaveCheckpoint save) {
                return save.checkpoint().equals(checkpoints.get(lease));
            }
            return ends.get(lease) == endOf(change);
        }

        private static AttemptEnd endOf(Change.Fenced change) {
            if (change instanceof Change.RetryLater later) {
                return later.attempt().end();
            }
            if (change instanceof Change.PutBack back) {
                return back.attempt().end();
            }
            if (change instanceof Change.GiveUp giveUp) {
                return giveUp.attempt().end();
            }
            if (change instanceof Change.ExpireLease expire) {
                return expire.attempt().end();
            }
            throw new IllegalArgumentException("No record of " + change.event());
        }
    }
}
