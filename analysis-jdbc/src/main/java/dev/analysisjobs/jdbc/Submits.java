package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.StoreException.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores submissions. Constraints alone decide which job is new; whom it met is read afterwards. */
final class Submits {
    private static final int CHUNK_ROWS = 500;
    private static final int CHUNK_CHARS = 4 * 1024 * 1024;
    /** How often a holder may vanish between the insert that met it and the look at it. */
    private static final int ROUNDS = 10;

    private static final String FIND = """
            SELECT {job_columns} FROM {jobs} WHERE job_id = :job_id OR active_key = :active_key
            """;

    private static final String FIND_LOCKED = FIND + " FOR UPDATE";

    private static final String RESULT = """
            SELECT * FROM {results} WHERE job_id = :job_id AND result_id = :result_id
            """;

    private static final String RELEASE_KEY = """
            UPDATE {jobs} SET active_key = NULL
            WHERE job_id = :job_id AND status = 'completed' AND active_key IS NOT NULL
            """;

    private final Units units;
    private final Wakers wakers;
    private final JobInserter inserter;
    private final NamedSql find;
    private final NamedSql findLocked;
    private final NamedSql result;
    private final NamedSql releaseKey;

    Submits(Units units, SqlTexts texts, Wakers wakers) {
        this.units = units;
        this.wakers = wakers;
        inserter = texts.dialect().inserter(texts);
        find = texts.sql(FIND);
        findLocked = texts.sql(FIND_LOCKED);
        result = texts.sql(RESULT);
        releaseKey = texts.sql(RELEASE_KEY);
    }

    List<Insertion> insert(List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        TextRule rule = new TextRule();
        jobs.forEach(rule::job);
        rule.check("Submit");
        List<Insertion> told = units.write("Submit", tx -> {
            List<Insertion> answers = new ArrayList<>(jobs.size());
            for (List<NewJob> chunk : chunks(jobs)) {
                Map<UUID, Insertion> answered = insertChunk(tx, chunk);
                chunk.forEach(job -> answers.add(answered.get(job.id())));
            }
            return answers;
        });
        if (told.stream().anyMatch(Insertion.Inserted.class::isInstance)) {
            units.afterCommit(wakers::wake);
        }
        return told;
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
            for (NewJob job : open) {
                Insertion met = met(tx, job, round > 1);
                if (met != null) {
                    answers.put(job.id(), met);
                }
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
     * Returns whom a job met; null when it is gone again. From the second round on the look takes a lock, which sees what is
     * committed even in a caller's transaction whose picture is older.
     */
    private @Nullable Insertion met(Tx tx, NewJob job, boolean locked) throws SQLException {
        Params params = Params.of("job_id", job.id())
                .with("active_key", job.holdsKey() ? job.key().activeKey() : null);
        Map<UUID, AnalysisJob> found = new LinkedHashMap<>();
        for (AnalysisJob candidate : tx.query(locked ? findLocked : find, params, JobRows::job)) {
            found.put(candidate.id(), candidate);
        }
        AnalysisJob same = found.get(job.id());
        if (same != null) {
            return new Insertion.SameId(same);
        }
        for (AnalysisJob holder : found.values()) {
            StoredResult stored = resultOf(tx, holder);
            if (holder.status() != JobStatus.COMPLETED || stored != null) {
                return new Insertion.Held(holder, stored);
            }
        }
        return null;
    }

    private @Nullable StoredResult resultOf(Tx tx, AnalysisJob holder) throws SQLException {
        UUID id = holder.resultId();
        return id == null
                ? null
                : tx.queryOne(result, Params.of("job_id", holder.id()).with("result_id", id), HistoryRows::result)
                        .orElse(null);
    }
}
