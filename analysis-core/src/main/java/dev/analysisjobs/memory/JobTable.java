package dev.analysisjobs.memory;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.ClaimRank;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.JobCursor;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keep the job rows and what finds them: by id, active key, status, age and, while pending, claim order. */
final class JobTable {
    private final Map<UUID, JobRow> byId = new HashMap<>();
    private final Map<String, UUID> byKey = new HashMap<>();
    private final Map<JobStatus, NavigableMap<UUID, JobRow>> byStatus = new EnumMap<>(JobStatus.class);
    private final NavigableMap<JobCursor, UUID> byAge = new TreeMap<>(Order.NEWEST);
    private final Map<String, PendingJobs> pending = new HashMap<>();

    JobTable() {
        for (JobStatus status : JobStatus.values()) {
            byStatus.put(status, new TreeMap<>(ClaimRank.IDS));
        }
    }

    @Nullable
    JobRow get(UUID id) {
        return byId.get(id);
    }

    boolean isDue(UUID id, Instant now) {
        JobRow row = byId.get(id);
        return row != null && row.isDue(now);
    }

    @Nullable
    JobRow holder(String activeKey) {
        UUID id = byKey.get(activeKey);
        return id == null ? null : byId.get(id);
    }

    Collection<JobRow> all() {
        return byId.values();
    }

    Collection<JobRow> in(JobStatus status) {
        return rows(status).values();
    }

    /** Return the rows of a status by id, from after an id; null is the start. */
    Collection<JobRow> in(JobStatus status, @Nullable UUID after) {
        NavigableMap<UUID, JobRow> rows = rows(status);
        return (after == null ? rows : rows.tailMap(after, false)).values();
    }

    /** Return the ids from after a place, newest first; null is the start. */
    Collection<UUID> newest(@Nullable JobCursor after) {
        return (after == null ? byAge : byAge.tailMap(after, false)).values();
    }

    List<AnalysisJob> claimable(String type, int limit, Instant now) {
        PendingJobs jobs = pending.get(type);
        return jobs == null ? List.of() : jobs.claimable(limit, now);
    }

    /** Store a row in place of the one with its id, if there is one. */
    void put(JobRow row) {
        JobRow before = byId.put(row.id(), row);
        if (before != null) {
            forget(before);
        } else {
            byAge.put(JobCursor.after(row.job()), row.id());
        }
        rows(row.status()).put(row.id(), row);
        String key = row.job().activeKey();
        if (key != null) {
            byKey.put(key, row.id());
        }
        if (row.status() == JobStatus.PENDING) {
            pending.computeIfAbsent(row.job().type(), type -> new PendingJobs()).add(row.job());
        }
    }

    void clear() {
        byId.clear();
        byKey.clear();
        byStatus.values().forEach(Map::clear);
        byAge.clear();
        pending.clear();
    }

    void remove(JobRow row) {
        forget(row);
        byId.remove(row.id());
        byAge.remove(JobCursor.after(row.job()));
    }

    private void forget(JobRow row) {
        rows(row.status()).remove(row.id());
        String key = row.job().activeKey();
        if (key != null) {
            byKey.remove(key);
        }
        PendingJobs waiting = pending.get(row.job().type());
        if (waiting != null && row.status() == JobStatus.PENDING) {
            waiting.remove(row.job());
        }
    }

    @SuppressWarnings("NullAway") // every status has its map from the start
    private NavigableMap<UUID, JobRow> rows(JobStatus status) {
        return byStatus.get(status);
    }
}
