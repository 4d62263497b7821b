package dev.analysisjobs.spring.observation;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.port.ContextCarrier;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries the submission's trace, and observes each attempt as a part of it. */
final class ObservationCarrier implements ContextCarrier {
    /** Ends that are no errors: the job comes back, or nobody wants it. */
    private static final Set<FailureCode> NO_ERRORS =
            Set.of(FailureCode.DEFERRED, FailureCode.SHUTDOWN, FailureCode.CANCELLED);

    private static final AttemptObservationConvention STANDARD = new DefaultAttemptObservationConvention();

    private final ObservationRegistry registry;
    private final @Nullable AttemptObservationConvention convention;
    private final TraceCapture trace;

    /** @param convention the app's own; null for the standard one */
    ObservationCarrier(
            ObservationRegistry registry, @Nullable AttemptObservationConvention convention, TraceCapture trace) {
        this.registry = registry;
        this.convention = convention;
        this.trace = trace;
    }

    @Override
    public @Nullable String capture() {
        return CarriedFields.write(trace.fields());
    }

    @Override
    public Scope open(AnalysisJob job, @Nullable String captured) {
        AttemptObservationContext context = new AttemptObservationContext(job, CarriedFields.read(captured));
        Observation observation = Observation.createNotStarted(convention, STANDARD, () -> context, registry)
                .start();
        Observation.Scope scope = observation.openScope();
        return failure -> {
            context.end(failure);
            if (failure != null && !NO_ERRORS.contains(failure)) {
                observation.error(new AttemptFailedException(failure));
            }
            try {
                scope.close();
            } finally {
                observation.stop();
            }
        };
    }
}
