package dev.analysisjobs.port;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.JobEvent;
import org.jspecify.annotations.Nullable;

/**
 * Hear of committed changes on this node, for metrics and logs. Called after the commit, in order, on one library thread;
 * what it throws is logged and counted. Best effort: a crash loses events, so for what must reach somebody use
 * {@link NoticeSender}. While a listener hangs, later events are counted and dropped.
 *
 * @since 0.1
 */
public interface JobListener {

    /** A committed event. */
    sealed interface Event {
        /** A job was stored. */
        record Submitted(AnalysisJob job) implements Event {}

        /** A submission was answered by an existing job. */
        record Deduplicated(AnalysisJob job, boolean reused) implements Event {}

        /**
         * A change was committed. {@code job} is the job before it, as this node knew it.
         *
         * @param failure why, for every event but {@link JobEvent#COMPLETE}
         * @param terminal whether the job ended with it
         */
        record Changed(
                AnalysisJob job,
                JobEvent event,
                boolean terminal,
                @Nullable Failure failure) implements Event {}

        /** An attempt's end was not written because it no longer held the lease. */
        record Fenced(AnalysisJob job) implements Event {}
    }

    /** Hear of one event. */
    void on(Event event);
}
