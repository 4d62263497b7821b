package dev.analysisjobs.port;

import dev.analysisjobs.model.AnalysisJob;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Find what the sweep has to end. Finding is only a proposal: the change that follows repeats the reason in its guard, so
 * every node may sweep at once.
 *
 * @since 0.1
 */
public interface SweepStore {

    /** Return one page of processing jobs whose lease ran out, by id, from after {@code after}; null is the start. */
    List<AnalysisJob> expiredLeases(@Nullable UUID after, int limit);

    /** Return one page of pending jobs whose deadline passed, by id, from after {@code after}; null is the start. */
    List<AnalysisJob> overdue(@Nullable UUID after, int limit);
}
