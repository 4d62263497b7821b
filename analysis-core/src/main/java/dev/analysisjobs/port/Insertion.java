package dev.analysisjobs.port;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.StoredResult;
import org.jspecify.annotations.Nullable;

/**
 * Say what became of a {@link NewJob}.
 *
 * @since 0.1
 */
public sealed interface Insertion {
    /** Return the job that now stands for the submission. */
    AnalysisJob job();

    /** The job was stored. */
    record Inserted(AnalysisJob job) implements Insertion {}

    /** A job with this very id was there already; it is returned as it is, whatever its state. */
    record SameId(AnalysisJob job) implements Insertion {}

    /**
     * Another job holds the active key: in flight, or completed with a result that is kept for reuse. Nothing was stored.
     *
     * @param job the holder
     * @param result the holder's stored result, not validated; null while the holder is in flight, and when the result cannot
     *     be decoded
     */
    record Held(AnalysisJob job, @Nullable StoredResult result) implements Insertion {}
}
