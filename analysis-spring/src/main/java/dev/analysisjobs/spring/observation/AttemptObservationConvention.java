package dev.analysisjobs.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Name the observation of an attempt and its key values: a bean of this kind replaces {@link
 * DefaultAttemptObservationConvention}.
 *
 * @since 0.1
 */
public interface AttemptObservationConvention extends ObservationConvention<AttemptObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof AttemptObservationContext;
    }
}
