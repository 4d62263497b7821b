package dev.analysisjobs.spring.observation;

import dev.analysisjobs.spring.metrics.BoundedTags;
import io.micrometer.common.KeyValues;
import java.util.Set;

/**
 * Name the observation {@code analysis.attempt}: type and outcome for meters, job id and attempt for spans alone.
 *
 * @since 0.1
 */
public class DefaultAttemptObservationConvention implements AttemptObservationConvention {
    /** The outcome of an attempt that completed its job. */
    public static final String COMPLETE = "COMPLETE";
    /** The outcome while the attempt runs. */
    public static final String RUNNING = "none";

    private static final BoundedTags CODES = new BoundedTags(Set.of());

    @Override
    public String getName() {
        return "analysis.attempt";
    }

    @Override
    public String getContextualName(AttemptObservationContext context) {
        return "analysis " + context.job().type();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(AttemptObservationContext context) {
        return KeyValues.of("type", context.job().type(), "outcome", outcome(context));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(AttemptObservationContext context) {
        return KeyValues.of(
                "analysis.job.id",
                context.job().id().toString(),
                "analysis.job.attempt",
                Integer.toString(context.job().attempts()));
    }

    private static String outcome(AttemptObservationContext context) {
        if (!context.isEnded()) {
            return RUNNING;
        }
        return CODES.code(context.failure(), COMPLETE);
    }
}
