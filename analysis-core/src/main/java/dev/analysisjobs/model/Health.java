package dev.analysisjobs.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Show how a node fares: from what it did, not from whether it was started.
 *
 * @param node the node's id
 * @param running attempts that are called or saved right now
 * @param slots how many there may be
 * @param leakedSlots slots that hung calls or saves keep: their attempts ended, their threads did not
 * @param waitingSaves ends of attempts that are not committed yet
 * @param droppedEvents listener events that were dropped because a listener was too slow
 * @param fencedWrites ends of attempts that were dropped because the lease was gone
 * @param purgedJobs ended jobs that this node deleted for their age since it was built
 * @param loops the loops with their last success
 * @param problems what is wrong, in words for people; empty when the node is well
 * @since 0.1
 */
public record Health(
        String node,
        int running,
        int slots,
        int leakedSlots,
        int waitingSaves,
        long droppedEvents,
        long fencedWrites,
        long purgedJobs,
        List<LoopHealth> loops,
        List<String> problems) {
    public Health {
        loops = List.copyOf(loops);
        problems = List.copyOf(problems);
    }

    /** Return whether nothing is wrong. */
    public boolean isWell() {
        return problems.isEmpty();
    }

    /**
     * Show one loop.
     *
     * @param name what it does
     * @param alive whether its thread runs
     * @param sinceSuccess how long ago it last succeeded, or was started
     * @param failuresInARow how often it failed since then
     * @param lastError the last failure's class and message; null when it never failed
     */
    public record LoopHealth(
            String name,
            boolean alive,
            Duration sinceSuccess,
            int failuresInARow,
            @Nullable String lastError) {}
}
