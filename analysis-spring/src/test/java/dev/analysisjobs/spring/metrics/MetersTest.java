package dev.analysisjobs.spring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.spring.AnalysisJobsAutoConfiguration;
import dev.analysisjobs.spring.Eventually;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

@Timeout(120)
class MetersTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    JacksonAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    AnalysisJobsAutoConfiguration.class,
                    AnalysisJobsMetricsAutoConfiguration.class))
            .withUserConfiguration(Shop.class)
            .withPropertyValues(
                    "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
                    "analysis.jobs.poll-interval=20ms",
                    "analysis.jobs.reading.refresh=100ms");

    @Test
    void whatCommittedIsCountedAndTimed() {
        runner.withBean(SimpleMeterRegistry.class).run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            Shop.submit(context, "ann", "hello");
            Shop.submit(context, "bob", "fail");

            Eventually.holds(() -> {
                assertThat(registry.get("analysis.jobs.submitted")
                                .tag("type", "shout")
                                .counter()
                                .count())
                        .isEqualTo(2);
                assertThat(registry.get("analysis.jobs.ended")
                                .tags("type", "shout", "status", "completed", "code", "none")
                                .counter()
                                .count())
                        .isEqualTo(1);
                assertThat(registry.get("analysis.jobs.ended")
                                .tags("status", "failed", "code", "BAD_REQUEST")
                                .counter()
                                .count())
                        .isEqualTo(1);
                for (String timer : List.of("queue", "call", "save")) {
                    assertThat(registry.get("analysis.jobs." + timer)
                                    .tags("type", "shout", "outcome", "COMPLETE")
                                    .timer()
                                    .count())
                            .isEqualTo(1);
                }
                assertThat(registry.get("analysis.jobs.attempts")
                                .tags("outcome", "BAD_REQUEST")
                                .counter()
                                .count())
                        .isEqualTo(1);
            });
        });
    }

    @Test
    void depthsAndAgesComeFromTheStore() {
        runner.withBean(SimpleMeterRegistry.class)
                .withPropertyValues("analysis.jobs.start=false")
                .run(context -> {
                    Shop.submit(context, "ann", "one");
                    Shop.submit(context, "ann", "two");

                    Eventually.holds(() -> {
                        assertThat(gauge(context, "analysis.jobs.depth", "type", "shout", "status", "pending"))
                                .isEqualTo(2);
                        assertThat(gauge(context, "analysis.jobs.depth", "type", "shout", "status", "processing"))
                                .isZero();
                        assertThat(gauge(context, "analysis.jobs.depth", "type", "other", "status", "pending"))
                                .isZero();
                        assertThat(gauge(context, "analysis.jobs.waiting.age", "type", "shout"))
                                .isPositive();
                        assertThat(gauge(context, "analysis.jobs.leases.expired"))
                                .isZero();
                        assertThat(gauge(context, "analysis.jobs.reading.age")).isNotNegative();
                    });
                    assertThat(gauge(context, "analysis.jobs.slots")).isEqualTo(16);
                    assertThat(gauge(context, "analysis.jobs.slots.busy")).isZero();
                    assertThat(gauge(context, "analysis.jobs.slots.leaked")).isZero();
                    assertThat(gauge(context, "analysis.jobs.loops.dead")).isZero();
                    assertThat(gauge(context, "analysis.jobs.loop.age", "loop", "sweep"))
                            .as("a node that was never started has no silent loop")
                            .isNaN();
                });
    }

    @Test
    void aStoreThatCannotBeReadShowsAsNotANumberWithTheAgeOfTheLastReading() {
        runner.withBean(SimpleMeterRegistry.class)
                .withPropertyValues("analysis.jobs.start=false")
                .run(context -> {
                    Shop.submit(context, "ann", "one");
                    Eventually.holds(() -> assertThat(
                                    gauge(context, "analysis.jobs.depth", "type", "shout", "status", "pending"))
                            .isEqualTo(1));

                    execute(context, "ALTER TABLE analysis_jobs RENAME TO hidden_jobs");

                    Eventually.holds(() -> assertThat(
                                    gauge(context, "analysis.jobs.depth", "type", "shout", "status", "pending"))
                            .isNaN());
                    double age = gauge(context, "analysis.jobs.reading.age");
                    Eventually.holds(() -> assertThat(gauge(context, "analysis.jobs.reading.age"))
                            .isGreaterThan(age));

                    execute(context, "ALTER TABLE hidden_jobs RENAME TO analysis_jobs");

                    Eventually.holds(() -> assertThat(
                                    gauge(context, "analysis.jobs.depth", "type", "shout", "status", "pending"))
                            .isEqualTo(1));
                });
    }

    @Test
    void prometheusTakesAllMetersWithOneSetOfTagKeysForEachName() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        List<String> refused = new java.util.concurrent.CopyOnWriteArrayList<>();
        prometheus.config().onMeterRegistrationFailed((id, why) -> refused.add(id + ": " + why));
        runner.withBean(PrometheusMeterRegistry.class, () -> prometheus).run(context -> {
            Shop.submit(context, "ann", "hello");
            Shop.submit(context, "bob", "fail");
            AnalysisJobs jobs = context.getBean(AnalysisJobs.class);
            UUID failed = Shop.submit(context, "bob", "fail more");
            jobs.await(Shop.type(context), failed, java.time.Duration.ofSeconds(60));
            jobs.retry(failed);

            Eventually.holds(() -> assertThat(prometheus.scrape())
                    .contains(
                            "analysis_jobs_submitted_total{type=\"shout\"} 3.0",
                            "analysis_jobs_ended_total{code=\"none\",status=\"completed\",type=\"shout\"} 1.0",
                            "analysis_jobs_attempts_total{outcome=\"BAD_REQUEST\",type=\"shout\"} 3.0",
                            "analysis_jobs_reopened_total{type=\"shout\"} 1.0",
                            "analysis_jobs_queue_seconds_count{",
                            "analysis_jobs_call_seconds_sum{",
                            "analysis_jobs_save_seconds_max{",
                            "analysis_jobs_depth{status=\"pending\",type=\"shout\"} 0.0",
                            "analysis_jobs_waiting_age_seconds{type=\"other\"} 0.0",
                            "analysis_jobs_leases_expired 0.0",
                            "analysis_jobs_slots 16.0",
                            "analysis_jobs_loop_age_seconds{loop=\"sweep\"}",
                            "analysis_jobs_events_dropped_total 0.0"));
            assertThat(refused).isEmpty();
            Collection<Set<List<String>>> keys = prometheus.getMeters().stream()
                    .map(Meter::getId)
                    .filter(id -> id.getName().startsWith("analysis"))
                    .collect(Collectors.groupingBy(
                            Meter.Id::getName,
                            Collectors.mapping(
                                    id -> id.getTags().stream().map(Tag::getKey).toList(), Collectors.toSet())))
                    .values();
            assertThat(keys)
                    .hasSizeGreaterThan(15)
                    .allSatisfy(ofName -> assertThat(ofName).hasSize(1));
            assertThat(new TreeSet<>(prometheus.getMeters().stream()
                            .flatMap(meter -> meter.getId().getTags().stream())
                            .map(Tag::getKey)
                            .toList()))
                    .doesNotContain("subject", "job", "jobId", "id");
        });
    }

    @Test
    void withoutARegistryThereAreNoMeters() {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context).doesNotHaveBean(EventMeters.class);
        });
    }

    @Test
    void withoutMicrometerTheStarterWorks() {
        runner.withClassLoader(new FilteredClassLoader("io.micrometer")).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(AnalysisJobs.class);
            assertThat(context).doesNotHaveBean(AnalysisJobsMetricsAutoConfiguration.class);
        });
    }

    @Test
    void settingsOfTheReadingOutsideTheirLimitsAreNamedAtOnce() {
        runner.withBean(SimpleMeterRegistry.class)
                .withPropertyValues("analysis.jobs.reading.refresh=1ms", "analysis.jobs.reading.window=0s")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContainingAll(
                                "analysis.jobs.reading.refresh is PT0.001S, it must be between",
                                "analysis.jobs.reading.window is PT0S, it must be between"));
    }

    private static double gauge(ApplicationContext context, String name, String... tags) {
        return context.getBean(MeterRegistry.class).get(name).tags(tags).gauge().value();
    }

    private static void execute(ApplicationContext context, String sql) throws Exception {
        try (Connection connection = context.getBean(DataSource.class).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
