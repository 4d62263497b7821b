package dev.analysisjobs.spring.observation;

import dev.analysisjobs.port.ContextCarrier;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Observe each attempt where there is an {@code ObservationRegistry}, and carry the submission's trace to it where there is a
 * tracer.
 *
 * @since 0.1
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration"
        })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
public final class AttemptObservationAutoConfiguration {

    /** Carry the trace and observe attempts; an app's own carrier wins. */
    @Bean
    @ConditionalOnMissingBean(ContextCarrier.class)
    ContextCarrier analysisObservationCarrier(
            ObservationRegistry registry,
            ObjectProvider<AttemptObservationConvention> convention,
            ObjectProvider<TraceCapture> trace) {
        return new ObservationCarrier(registry, convention.getIfAvailable(), trace.getIfAvailable(() -> Map::of));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Tracer.class, Propagator.class})
    @ConditionalOnBean({Tracer.class, Propagator.class})
    static class Tracing {

        @Bean
        TraceCapture analysisTraceCapture(Tracer tracer, Propagator propagator) {
            return () -> {
                Map<String, String> fields = new LinkedHashMap<>();
                TraceContext current = tracer.currentTraceContext().context();
                if (current != null) {
                    propagator.inject(current, fields, (carrier, name, value) -> fields.put(name, value));
                }
                return fields;
            };
        }
    }
}
