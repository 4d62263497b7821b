package dev.analysisjobs.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.model.Health;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.NoticeSender;
import dev.analysisjobs.spring.metrics.Shop;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(120)
class AlertPropertiesTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    JacksonAutoConfiguration.class,
                    AnalysisJobsAutoConfiguration.class))
            .withUserConfiguration(Shop.class)
            .withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());

    /** A sender as apps have them. */
    static final class Mailbox implements NoticeSender {
        final List<Notice> notices = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "mailbox";
        }

        @Override
        public void send(Notice notice) {
            notices.add(notice);
        }
    }

    @Test
    void anIncidentByTheLimitsOfThePropertiesReachesTheSendersOnce() {
        runner.withBean(Mailbox.class)
                .withPropertyValues(
                        "analysis.jobs.alerts.interval=20ms",
                        "analysis.jobs.alerts.max-failure-ratio=0.4",
                        "analysis.jobs.alerts.min-ended=1")
                .run(context -> {
                    Shop.submit(context, "ann", "fail");

                    Mailbox mailbox = context.getBean(Mailbox.class);
                    Eventually.holds(() -> assertThat(mailbox.notices)
                            .filteredOn(notice -> notice.kind() == Notice.Kind.ALERT_RAISED)
                            .extracting(notice -> notice.failure().code().name() + " " + notice.type())
                            .containsExactly("FAILURE_RATIO shout"));
                });
    }

    @Test
    void alertsCanBeSwitchedOff() {
        runner.withPropertyValues("analysis.jobs.alerts.enabled=false")
                .run(context -> assertThat(
                                context.getBean(AnalysisJobs.class).health().loops())
                        .extracting(Health.LoopHealth::name)
                        .doesNotContain("alerts"));
        runner.run(context -> assertThat(
                        context.getBean(AnalysisJobs.class).health().loops())
                .extracting(Health.LoopHealth::name)
                .contains("alerts"));
    }

    @Test
    void valuesOutsideTheirLimitsAreNamedAtOnce() {
        runner.withPropertyValues(
                        "analysis.jobs.alerts.interval=1ms",
                        "analysis.jobs.alerts.min-ended=0",
                        "analysis.jobs.lease=1ms")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContainingAll(
                                "analysis.jobs.alerts: Alert rules: interval is PT0.001S, it must be between",
                                "minEnded is 0",
                                "lease is PT0.001S"));
    }
}
