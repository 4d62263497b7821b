package dev.analysisjobs.port;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobEvent;
import java.time.Duration;
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

        /**
         * The end of an attempt of this node was committed; its {@link Changed} came just before. An attempt whose end was not
         * written is told as {@link Fenced} alone.
         *
         * @param job the job as it was claimed
         * @param failure what the attempt ended in; null when it completed the job
         * @param queued from the job's due time to the claim, on the store's clock
         * @param called from the claim to the judged answer, on this node's monotonic clock
         * @param saved from the judged answer to the commit, on this node's monotonic clock
         */
        record AttemptEnded(
                AnalysisJob job, @Nullable FailureCode failure, Duration queued, Duration called, Duration saved)
                implements Event {}

        /** An attempt's end was not written because it no longer held the lease. */
        record Fenced(AnalysisJob job) implements Event {}
    }

    /** Hear of one event. */
    void on(Event event);
}
