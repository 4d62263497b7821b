package dev.analysisjobs.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.port.ContextCarrier;
import dev.analysisjobs.spring.AnalysisHandler;
import dev.analysisjobs.spring.AnalysisJobsAutoConfiguration;
import dev.analysisjobs.spring.Eventually;
import dev.analysisjobs.spring.metrics.Shop;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Timeout(120)
class TraceTest {
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    JacksonAutoConfiguration.class,
                    ObservationAutoConfiguration.class,
                    MicrometerTracingAutoConfiguration.class,
                    AttemptObservationAutoConfiguration.class,
                    AnalysisJobsAutoConfiguration.class))
            .withPropertyValues(
                    "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
                    "analysis.jobs.poll-interval=20ms");

    private ApplicationContextRunner traced() {
        OtelCurrentTraceContext current = new OtelCurrentTraceContext();
        io.opentelemetry.api.trace.Tracer otel = provider.get("test");
        return runner.withBean(Tracer.class, () -> new OtelTracer(otel, current, event -> {}))
                .withBean(
                        OtelPropagator.class,
                        () -> new OtelPropagator(
                                ContextPropagators.create(W3CTraceContextPropagator.getInstance()), otel));
    }

    /** Observes its call of the AI service as an HTTP client would. */
    static class Caller {
        private final ObservationRegistry registry;

        Caller(ObservationRegistry registry) {
            this.registry = registry;
        }

        @AnalysisHandler("shout")
        String shout(String input) {
            return Observation.createNotStarted("ai.call", registry).observe(() -> {
                if (input.startsWith("fail")) {
                    throw new IllegalStateException("told to fail");
                }
                return input + "!";
            });
        }
    }

    @Test
    void anAttemptOnAnotherNodeBelongsToTheTraceOfItsSubmission() {
        CompletableFuture<String> submitted = new CompletableFuture<>();
        traced().withUserConfiguration(Shop.class)
                .withPropertyValues("analysis.jobs.start=false")
                .run(context -> {
                    Tracer tracer = context.getBean(Tracer.class);
                    Span request = tracer.nextSpan().name("request").start();
                    try (Tracer.SpanInScope scope = tracer.withSpan(request)) {
                        Shop.submit(context, "ann", "hello");
                    } finally {
                        request.end();
                    }
                    submitted.complete(request.context().traceId());
                });

        traced().withUserConfiguration(Caller.class)
                .run(context -> Eventually.holds(() -> {
                    SpanData request = span("request");
                    SpanData attempt = span("analysis shout");
                    SpanData call = span("ai.call");
                    assertThat(attempt.getTraceId()).isEqualTo(submitted.get(1, TimeUnit.SECONDS));
                    assertThat(attempt.getParentSpanId()).isEqualTo(request.getSpanId());
                    assertThat(attempt.getKind()).isEqualTo(SpanKind.CONSUMER);
                    assertThat(attempt.getAttributes().get(AttributeKey.stringKey("type")))
                            .isEqualTo("shout");
                    assertThat(attempt.getAttributes().get(AttributeKey.stringKey("outcome")))
                            .isEqualTo("COMPLETE");
                    assertThat(attempt.getAttributes().get(AttributeKey.stringKey("analysis.job.attempt")))
                            .isEqualTo("1");
                    assertThat(attempt.getAttributes().get(AttributeKey.stringKey("analysis.job.id")))
                            .isNotBlank();
                    assertThat(call.getTraceId()).isEqualTo(attempt.getTraceId());
                    assertThat(call.getParentSpanId()).isEqualTo(attempt.getSpanId());
                }));
    }

    @Test
    void aFailedAttemptIsAnErrorOfItsSpanWithoutAnyText() {
        traced().withUserConfiguration(Caller.class)
                .withPropertyValues("analysis.jobs.types.shout.max-attempts=1")
                .run(context -> {
                    Shop.submit(context, "ann", "fail");

                    Eventually.holds(() -> {
                        SpanData attempt = span("analysis shout");
                        assertThat(attempt.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                        assertThat(attempt.getStatus().getDescription()).isEqualTo("UNKNOWN");
                        assertThat(attempt.getParentSpanContext().isValid())
                                .as("submitted without a trace")
                                .isFalse();
                    });
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnConvention {
        @Bean
        AttemptObservationConvention convention() {
            return new DefaultAttemptObservationConvention() {
                @Override
                public KeyValues getLowCardinalityKeyValues(AttemptObservationContext context) {
                    return super.getLowCardinalityKeyValues(context).and("team", "red");
                }
            };
        }
    }

    @Test
    void anAppsOwnConventionNamesItsKeyValues() {
        traced().withUserConfiguration(Caller.class, OwnConvention.class).run(context -> {
            Shop.submit(context, "ann", "hello");

            Eventually.holds(
                    () -> assertThat(span("analysis shout").getAttributes().get(AttributeKey.stringKey("team")))
                            .isEqualTo("red"));
        });
    }

    @Test
    void anAppsOwnCarrierWins() {
        ContextCarrier own = ContextCarrier.none();
        traced().withUserConfiguration(Caller.class)
                .withBean(ContextCarrier.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(ContextCarrier.class)).isSameAs(own));
    }

    @Test
    void withoutATracerAttemptsAreObservedAlone() {
        runner.withUserConfiguration(Caller.class)
                .withClassLoader(new FilteredClassLoader("io.micrometer.tracing"))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(ContextCarrier.class);
                    assertThat(context).doesNotHaveBean(TraceCapture.class);
                });
    }

    @Test
    void withoutObservationTheStarterWorks() {
        runner.withUserConfiguration(Shop.class)
                .withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(AnalysisJobs.class);
                    assertThat(context).doesNotHaveBean(ContextCarrier.class);
                });
    }

    private @Nullable SpanData span(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name + " among " + spans.getFinishedSpanItems()));
    }
}
