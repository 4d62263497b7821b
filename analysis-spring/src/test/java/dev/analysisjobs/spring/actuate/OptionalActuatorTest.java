package dev.analysisjobs.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.spring.AnalysisJobsAutoConfiguration;
import dev.analysisjobs.spring.metrics.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class OptionalActuatorTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JacksonAutoConfiguration.class,
                    AnalysisJobsAutoConfiguration.class,
                    AnalysisJobsActuatorAutoConfiguration.class))
            .withUserConfiguration(Shop.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.boot.health",
                "org.springframework.boot.actuate.autoconfigure",
                "org.springframework.boot.actuate",
                "org.springframework.web"
            })
    void theStarterWorksWithoutThem(String missing) {
        runner.withClassLoader(new FilteredClassLoader(missing))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(AnalysisJobs.class));
    }

    @Test
    void eachPartCanBeSwitchedOff() {
        runner.withPropertyValues(
                        "management.health.analysisjobs.enabled=false", "management.info.analysisjobs.enabled=false")
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(HealthIndicator.class);
                    assertThat(context).doesNotHaveBean(InfoContributor.class);
                    assertThat(context).as("it is not exposed").doesNotHaveBean(AnalysisJobsEndpoint.class);
                });
    }

    @Test
    void thresholdsOutsideTheirLimitsAreNamedAtOnce() {
        runner.withPropertyValues(
                        "analysis.jobs.health.max-queue-age=0s",
                        "analysis.jobs.health.max-failure-ratio=1.5",
                        "analysis.jobs.health.max-silence=20s",
                        "analysis.jobs.sweep-interval=20s",
                        "analysis.jobs.health.min-ended=0")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContainingAll(
                                "analysis.jobs.health.max-queue-age is PT0S",
                                "analysis.jobs.health.max-silence is PT20S, it must be longer than",
                                "analysis.jobs.health.max-failure-ratio is 1.5, it must be between 0 and 1",
                                "analysis.jobs.health.min-ended is 0, the least is 1"));
    }
}
