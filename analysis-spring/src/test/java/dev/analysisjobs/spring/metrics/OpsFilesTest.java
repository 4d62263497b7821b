package dev.analysisjobs.spring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.Submission;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.JobEvent;
import dev.analysisjobs.port.JobListener.Event;
import dev.analysisjobs.spring.AnalysisJobsAutoConfiguration;
import dev.analysisjobs.spring.Eventually;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Holds the files for Prometheus and Grafana to what a node shows. */
@Timeout(120)
class OpsFilesTest {
    private static final Path RULES = Path.of("../ops/prometheus/analysis-jobs-alerts.yml");
    private static final Path RULE_TESTS = Path.of("../ops/prometheus/analysis-jobs-alerts.test.yml");
    private static final Path DASHBOARD = Path.of("../ops/grafana/analysis-jobs.json");

    private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");
    private static final Pattern SHOWN = Pattern.compile("^(analysis_jobs_\\w+)(?:\\{(.*)})? ", Pattern.MULTILINE);
    private static final Pattern USED =
            Pattern.compile("\\b(analysis_jobs(?::\\w+:\\w+|_\\w+))(?:\\{((?:[^{}\"]|\\\\?\"[^\"]*\")*)})?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|=)\\s*\\\\?\"");
    private static final Pattern RECORDED = Pattern.compile("record: (\\S+)\\s+expr: \\((\\w+) ");

    @Test
    void rulesAndDashboardUseOnlyMetricsAndLabelsThatANodeExposes() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        JacksonAutoConfiguration.class,
                        MetricsAutoConfiguration.class,
                        AnalysisJobsAutoConfiguration.class,
                        AnalysisJobsMetricsAutoConfiguration.class))
                .withUserConfiguration(Shop.class)
                .withPropertyValues(
                        "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(), "analysis.jobs.poll-interval=20ms")
                .withBean(PrometheusMeterRegistry.class, () -> prometheus)
                .run(context -> {
                    everyEventHappens(context);
                    Eventually.holds(() -> assertThat(shown(prometheus))
                            .containsKeys(
                                    "analysis_jobs_reopened_total",
                                    "analysis_jobs_deduplicated_total",
                                    "analysis_jobs_fenced_total",
                                    "analysis_jobs_repairs_total",
                                    "analysis_jobs_ended_total"));
                    Map<String, Set<String>> shown = shown(prometheus);
                    RECORDED.matcher(Files.readString(RULES))
                            .results()
                            .forEach(rule ->
                                    shown.put(rule.group(1), shown.getOrDefault(rule.group(2), Set.of("not exposed"))));

                    for (Path file : new Path[] {RULES, RULE_TESTS, DASHBOARD}) {
                        Map<String, Set<String>> used = used(file);
                        assertThat(used).as("metrics of %s", file).hasSizeGreaterThan(10);
                        assertThat(shown.keySet())
                                .as("exposed, of what %s uses", file)
                                .containsAll(used.keySet());
                        used.forEach((name, labels) -> assertThat(shown.get(name))
                                .as("labels of %s, of what %s uses", name, file)
                                .containsAll(labels));
                    }
                });
    }

    /** What no well node brings about soon, the meters hear of by hand. */
    private static void everyEventHappens(ApplicationContext context) throws InterruptedException {
        AnalysisJobs jobs = context.getBean(AnalysisJobs.class);
        UUID failed = Shop.submit(context, "ann", "fail");
        jobs.await(Shop.type(context), failed, Duration.ofSeconds(60));
        jobs.retry(failed);
        AnalysisJob job =
                jobs.submit(Submission.of(Shop.type(context), "bob", "hello")).job();
        EventMeters meters = context.getBean(EventMeters.class);
        meters.on(new Event.Deduplicated(job, false));
        meters.on(new Event.Fenced(job));
        meters.on(new Event.Changed(job, JobEvent.LEASE_EXPIRED, false, null));
    }

    private static Map<String, Set<String>> shown(PrometheusMeterRegistry registry) {
        return SHOWN.matcher(registry.scrape())
                .results()
                .collect(Collectors.toMap(
                        line -> line.group(1), line -> labels(line.group(2)), (one, other) -> one, TreeMap::new));
    }

    private static Map<String, Set<String>> used(Path file) throws IOException {
        String text = Files.readString(file).replaceAll("(?m)^\\s*#.*$", "");
        Map<String, Set<String>> used = new TreeMap<>();
        USED.matcher(text).results().forEach(use -> {
            Set<String> labels = labels(use.group(2));
            labels.removeAll(OF_THE_TARGET);
            used.computeIfAbsent(use.group(1), name -> new TreeSet<>()).addAll(labels);
        });
        return used;
    }

    private static Set<String> labels(String selector) {
        return selector == null
                ? new TreeSet<>()
                : LABEL.matcher(selector)
                        .results()
                        .map(label -> label.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
    }
}
