package dev.analysisjobs.spring.notice;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Ended;
import dev.analysisjobs.Submission;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.spring.AnalysisHandler;
import dev.analysisjobs.spring.AnalysisJobsAutoConfiguration;
import dev.analysisjobs.spring.AnalysisTypes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** An app whose jobs do what their input says. */
final class NoticeApp {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private NoticeApp() {}

    static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        JacksonAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        TransactionAutoConfiguration.class,
                        MailSenderAutoConfiguration.class,
                        AnalysisJobsAutoConfiguration.class,
                        AnalysisNoticesAutoConfiguration.class))
                .withBean(Persona.class)
                .withPropertyValues(
                        "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "analysis.jobs.poll-interval=20ms",
                        "analysis.jobs.sweep-interval=50ms",
                        "analysis.jobs.notices.backoff.first=1ms",
                        "analysis.jobs.notices.backoff.cap=20ms",
                        "analysis.jobs.types.persona.backoff.first=1ms",
                        "analysis.jobs.types.persona.backoff.cap=20ms");
    }

    static class Persona {
        @AnalysisHandler("persona")
        Verdict<String> profile(String input, AttemptContext attempt) {
            return switch (input) {
                case "refused" -> Verdict.failed(new Outcome.Refused(Notices.SECRET_WORDS));
                case "second try" ->
                    attempt.attempt() == 1
                            ? Verdict.failed(new Outcome.Overloaded("not now", null))
                            : Verdict.text("good");
                default -> Verdict.text("good");
            };
        }
    }

    /** Submits and waits for the end. */
    static UUID run(ApplicationContext context, String subject, String input) throws InterruptedException {
        AnalysisJobs jobs = context.getBean(AnalysisJobs.class);
        var type = context.getBean(AnalysisTypes.class).get("persona", String.class, String.class);
        UUID job = jobs.submit(Submission.of(type, subject, input)).job().id();
        Ended<String> ended = jobs.await(type, job, PATIENCE);
        if (ended instanceof Ended.NotYet) {
            throw new AssertionError("job " + job + " did not end");
        }
        return job;
    }

    static List<Map<String, Object>> notices(ApplicationContext context) {
        return context.getBean(JdbcTemplate.class).queryForList("SELECT * FROM analysis_notices ORDER BY created_at");
    }
}
