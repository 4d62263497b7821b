package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.StoreException.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores submissions. Constraints alone decide which job is new; whom it met is read afterwards. */
final class Submits {
    private static final Logger LOG = LoggerFactory.getLogger(Submits.class);
    private static final int CHUNK_ROWS = 500;
    private static final int CHUNK_CHARS = 4 * 1024 * 1024;
    /** How often a holder may vanish between the insert that met it and the look at it. */
    private static final int ROUNDS = 10;

    private static final String BY_ID = """
            SELECT {job_columns} FROM {jobs} WHERE job_id {in:ids}
            """;

    private static final String BY_KEY = """
            SELECT {job_columns} FROM {jobs} WHERE active_key {in_text:keys}
            """;

    private static final String FOR_UPDATE = "FOR UPDATE";

    private static final String RESULTS = """
            SELECT * FROM {results} WHERE job_id {in:ids}
            """;

    private static final String RELEASE_KEY = """
            UPDATE {jobs} SET active_key = NULL
            WHERE job_id = :job_id AND status = 'completed' AND active_key IS NOT NULL
            """;

    private final Units units;
    private final Wakers wakers;
    private final JobInserter inserter;
    private final NamedSql byId;
    private final NamedSql byKey;
    private final NamedSql byIdLocked;
    private final NamedSql byKeyLocked;
    private final NamedSql results;
    private final NamedSql releaseKey;
    private final int payloadBytes;

    Submits(Units units, SqlTexts texts, Wakers wakers) {
        this.units = units;
        this.wakers = wakers;
        inserter = texts.dialect().inserter(texts);
        byId = texts.sql(BY_ID);
        byKey = texts.sql(BY_KEY);
        byIdLocked = texts.sql(BY_ID + FOR_UPDATE);
        byKeyLocked = texts.sql(BY_KEY + FOR_UPDATE);
        results = texts.sql(RESULTS);
        releaseKey = texts.sql(RELEASE_KEY);
        payloadBytes = texts.dialect().payloadBytes();
    }

    List<Insertion> insert(List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        TextRule rule = new TextRule(payloadBytes);
        List<NewJob> encoded = jobs.stream().map(job -> encoded(job, rule)).toList();
        rule.check("Submit");
        List<Insertion> told = units.write("Submit", tx -> {
            List<Insertion> answers = new ArrayList<>(jobs.size());
            for (List<NewJob> chunk : chunks(encoded)) {
                Map<UUID, Insertion> answered = insertChunk(tx, chunk);
                chunk.forEach(job -> answers.add(answered.get(job.id())));
            }
            if (makesWork(answers)) {
                wakers.tellWith(tx);
            }
            return answers;
        });
        if (makesWork(told)) {
            wakers.tellAfterCommit();
        }
        return told;
    }

    private NewJob encoded(NewJob job, TextRule rule) {
        String input = units.payloads().encode("input of job " + job.id(), job.input(), rule.job(job));
        return new NewJob(
                job.id(),
                job.type(),
                job.typeVersion(),
                job.subject(),
                job.priority(),
                input,
                job.key(),
                job.holdsKey(),
                job.maxAttempts(),
                job.notBefore(),
                job.maxAge(),
                job.context());
    }

    private static boolean makesWork(List<Insertion> insertions) {
        return insertions.stream().anyMatch(Insertion.Inserted.class::isInstance);
    }

    boolean releaseKey(UUID jobId) {
        return units.write("Release of the key", tx -> tx.update(releaseKey, Params.of("job_id", jobId)) == 1);
    }

    /** Cuts a list where an id comes again, so that within a chunk an id names one element, and where it gets too large. */
    private static List<List<NewJob>> chunks(List<NewJob> jobs) {
        List<List<NewJob>> chunks = new ArrayList<>();
        List<NewJob> chunk = new ArrayList<>();
        Set<UUID> ids = new HashSet<>();
        long chars = 0;
        for (NewJob job : jobs) {
            chars += job.input().length();
            boolean full = chunk.size() == CHUNK_ROWS || chars > CHUNK_CHARS || ids.contains(job.id());
            if (full && !chunk.isEmpty()) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                ids.clear();
                chars = job.input().length();
            }
            chunk.add(job);
            ids.add(job.id());
        }
        chunks.add(chunk);
        return chunks;
    }

    private Map<UUID, Insertion> insertChunk(Tx tx, List<NewJob> chunk) throws SQLException {
        // One order for everybody: two lists with the same keys would otherwise wait for each other.
        List<NewJob> open = new ArrayList<>(chunk);
        open.sort(Comparator.comparing(job -> job.key().activeKey()));
        Map<UUID, Insertion> answers = new HashMap<>();
        for (int round = 1; round <= ROUNDS; round++) {
            for (AnalysisJob stored : inserter.insert(tx, open)) {
                answers.put(stored.id(), new Insertion.Inserted(stored));
            }
            open.removeIf(job -> answers.containsKey(job.id()));
            if (!open.isEmpty()) {
                answers.putAll(met(tx, open, round > 1));
            }
            open.removeIf(job -> answers.containsKey(job.id()));
            if (open.isEmpty()) {
                return answers;
            }
        }
        throw new StoreException(
                Kind.TRANSIENT,
                "Submit: the holder of the key of job " + open.get(0).id() + " changed " + ROUNDS + " times meanwhile",
                null);
    }

    /**
     * Returns whom the jobs met; those are missing whose holder is gone again. From the second round on the look takes locks,
     * which show what is committed even in a caller's transaction whose picture is older.
     */
    private Map<UUID, Insertion> met(Tx tx, List<NewJob> jobs, boolean locked) throws SQLException {
        List<UUID> ids = jobs.stream().map(NewJob::id).toList();
        List<String> keys = jobs.stream()
                .filter(NewJob::holdsKey)
                .map(job -> job.key().activeKey())
                .distinct()
                .toList();
        Map<UUID, AnalysisJob> same = new HashMap<>();
        for (AnalysisJob job : tx.query(locked ? byIdLocked : byId, Params.of("ids", ids), JobRows::job)) {
            same.put(job.id(), job);
        }
        Map<String, AnalysisJob> holders = new HashMap<>();
        for (AnalysisJob job : tx.query(locked ? byKeyLocked : byKey, Params.of("keys", keys), JobRows::job)) {
            holders.put(job.activeKey(), job);
        }
        Map<UUID, Kept> kept = resultsOf(tx, holders.values());
        Map<UUID, Insertion> met = new HashMap<>();
        for (NewJob job : jobs) {
            AnalysisJob holder = job.holdsKey() ? holders.get(job.key().activeKey()) : null;
            if (same.containsKey(job.id())) {
                met.put(job.id(), new Insertion.SameId(same.get(job.id())));
            } else if (holder != null) {
                Kept result = kept.getOrDefault(holder.id(), Kept.NONE);
                // Only as they belong together: the job may have moved between the looks.
                if (Objects.equals(result.id(), holder.resultId())) {
                    met.put(job.id(), new Insertion.Held(holder, result.result()));
                }
            }
        }
        return met;
    }

    /** A result row; without its result when that cannot be decoded, which must not keep others from being stored. */
    private record Kept(@Nullable UUID id, @Nullable StoredResult result) {
        static final Kept NONE = new Kept(null, null);

        static Kept of(Row row) throws SQLException {
            try {
                return new Kept(row.uuid("result_id"), HistoryRows.result(row));
            } catch (StoreException unreadable) {
                LOG.warn("A stored result is not reused", unreadable);
                return new Kept(row.uuid("result_id"), null);
            }
        }
    }

    private Map<UUID, Kept> resultsOf(Tx tx, Collection<AnalysisJob> holders) throws SQLException {
        List<UUID> completed = holders.stream()
                .filter(holder -> holder.resultId() != null)
                .map(AnalysisJob::id)
                .toList();
        Map<UUID, Kept> kept = new HashMap<>();
        if (!completed.isEmpty()) {
            for (Map.Entry<UUID, Kept> one : tx.query(
                    results, Params.of("ids", completed), row -> Map.entry(row.uuid("job_id"), Kept.of(row)))) {
                kept.put(one.getKey(), one.getValue());
            }
        }
        return kept;
    }
}
