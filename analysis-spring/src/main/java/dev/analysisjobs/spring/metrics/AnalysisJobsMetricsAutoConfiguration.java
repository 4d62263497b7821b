package dev.analysisjobs.spring.metrics;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.spring.AnalysisJobsAutoConfiguration;
import dev.analysisjobs.spring.AnalysisTypes;
import dev.analysisjobs.spring.reading.StoreReadingConfiguration;
import dev.analysisjobs.spring.reading.StoreReadings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Set up the meters {@code analysis.jobs.*} where there is a {@code MeterRegistry}.
 *
 * @since 0.1
 */
@AutoConfiguration(
        after = AnalysisJobsAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({MeterRegistry.class, AnalysisTypes.class})
@Import(StoreReadingConfiguration.class)
public final class AnalysisJobsMetricsAutoConfiguration {

    @Bean
    BoundedTags analysisMeterTags(AnalysisTypes types) {
        return new BoundedTags(types.names());
    }

    @Bean
    EventMeters analysisEventMeters(MeterRegistry registry, BoundedTags tags) {
        return new EventMeters(registry, tags);
    }

    @Bean
    MeterBinder analysisStateMeters(AnalysisJobs jobs, StoreReadings readings, AnalysisTypes types, BoundedTags tags) {
        return new StateMeters(jobs, readings, types.names(), tags);
    }
}
