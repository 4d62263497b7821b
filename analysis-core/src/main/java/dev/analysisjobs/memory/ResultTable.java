package dev.analysisjobs.memory;

import dev.analysisjobs.model.StoredResult;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keep the results: one per job at most, each id once. */
final class ResultTable {
    private final Map<UUID, StoredResult> byJob = new HashMap<>();
    private final Set<UUID> ids = new HashSet<>();

    void clear() {
        byJob.clear();
        ids.clear();
    }

    @Nullable
    StoredResult of(UUID jobId) {
        return byJob.get(jobId);
    }

    boolean contains(UUID resultId) {
        return ids.contains(resultId);
    }

    Collection<StoredResult> all() {
        return byJob.values();
    }

    void put(StoredResult result) {
        byJob.put(result.jobId(), result);
        ids.add(result.id());
    }

    void remove(StoredResult result) {
        byJob.remove(result.jobId());
        ids.remove(result.id());
    }
}
