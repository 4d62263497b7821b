package dev.analysisjobs.spring.observation;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.FailureCode;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describe an attempt to handlers and conventions of its observation. It is a receiver's context: tracing handlers continue the
 * trace of the submission.
 *
 * @since 0.1
 */
public final class AttemptObservationContext extends ReceiverContext<Map<String, String>> {
    private final AnalysisJob job;
    private volatile boolean ended;
    private volatile @Nullable FailureCode failure;

    AttemptObservationContext(AnalysisJob job, Map<String, String> carried) {
        super(Map::get, Kind.CONSUMER);
        this.job = job;
        setCarrier(carried);
    }

    /** Return the job as it was claimed. */
    public AnalysisJob job() {
        return job;
    }

    /** Return whether the attempt has ended. */
    public boolean isEnded() {
        return ended;
    }

    /** Return what the attempt ended in; null while it runs, and when its output passed validation. */
    public @Nullable FailureCode failure() {
        return failure;
    }

    void end(@Nullable FailureCode how) {
        failure = how;
        ended = true;
    }
}
