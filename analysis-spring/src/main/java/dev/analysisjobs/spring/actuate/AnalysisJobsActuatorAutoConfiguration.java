package dev.analysisjobs.spring.actuate;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.spring.AnalysisConfigurationException;
import dev.analysisjobs.spring.AnalysisJobsAutoConfiguration;
import dev.analysisjobs.spring.AnalysisJobsProperties;
import dev.analysisjobs.spring.AnalysisTypes;
import dev.analysisjobs.spring.reading.StoreReadingConfiguration;
import dev.analysisjobs.spring.reading.StoreReadings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Set up the health indicator, the endpoint and the info of analysis jobs, each where its part of Actuator is there.
 *
 * @since 0.1
 */
@AutoConfiguration(after = AnalysisJobsAutoConfiguration.class)
@ConditionalOnBean(AnalysisTypes.class)
public final class AnalysisJobsActuatorAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    @EnableConfigurationProperties(HealthProperties.class)
    @Import(StoreReadingConfiguration.class)
    static class HealthOfJobs {
        /** The library's defaults. */
        private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

        private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(10);

        @Bean
        @ConditionalOnMissingBean(name = "analysisJobsHealthIndicator")
        @ConditionalOnEnabledHealthIndicator("analysisjobs")
        HealthIndicator analysisJobsHealthIndicator(
                AnalysisJobs jobs, StoreReadings readings, HealthProperties limits, AnalysisJobsProperties node) {
            List<String> faults = new ArrayList<>();
            Duration interval = longest(
                    Objects.requireNonNullElse(node.pollInterval(), POLL_INTERVAL),
                    Objects.requireNonNullElse(node.sweepInterval(), SWEEP_INTERVAL));
            Duration silence = Objects.requireNonNullElse(
                    limits.maxSilence(), interval.multipliedBy(3).plusMinutes(1));
            if (silence.compareTo(interval) <= 0) {
                faults.add("analysis.jobs.health.max-silence is " + silence
                        + ", it must be longer than the poll and sweep intervals, of which the longer is " + interval);
            }
            positive(faults, "max-queue-age", limits.maxQueueAge());
            positive(faults, "max-unswept", limits.maxUnswept());
            share(faults, "max-leaked-share", limits.maxLeakedShare());
            share(faults, "max-failure-ratio", limits.maxFailureRatio());
            if (limits.minEnded() < 1) {
                faults.add("analysis.jobs.health.min-ended is " + limits.minEnded() + ", the least is 1");
            }
            if (!faults.isEmpty()) {
                throw new AnalysisConfigurationException(faults);
            }
            return new AnalysisJobsHealthIndicator(jobs, readings, new HealthRules(limits, silence, node.start()));
        }

        private static Duration longest(Duration one, Duration other) {
            return one.compareTo(other) > 0 ? one : other;
        }

        private static void positive(List<String> faults, String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                faults.add("analysis.jobs.health." + name + " is " + value + ", it must be more than PT0S");
            }
        }

        private static void share(List<String> faults, String name, double value) {
            if (!(value >= 0 && value <= 1)) {
                faults.add("analysis.jobs.health." + name + " is " + value + ", it must be between 0 and 1");
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class EndpointOfJobs {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint
        AnalysisJobsEndpoint analysisJobsEndpoint(AnalysisJobs jobs, AnalysisTypes types) {
            return new AnalysisJobsEndpoint(jobs, types);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
    static class InfoOfJobs {

        @Bean
        @ConditionalOnMissingBean(name = "analysisJobsInfoContributor")
        @ConditionalOnEnabledInfoContributor("analysisjobs")
        InfoContributor analysisJobsInfoContributor(AnalysisJobs jobs, AnalysisTypes types) {
            return new AnalysisJobsInfoContributor(jobs, types);
        }
    }
}
