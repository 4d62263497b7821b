package dev.analysisjobs.app;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Submission;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.spring.AnalysisHandler;
import dev.analysisjobs.spring.AnalysisJobsAutoConfiguration;
import dev.analysisjobs.spring.AnalysisTypes;
import dev.analysisjobs.spring.jpa.AnalysisJpaAutoConfiguration;
import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A small app with JPA, its own entity, and a handler. */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
class JpaApp {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Returns a runner over an empty database. */
    static ApplicationContextRunner on(Databases database) {
        return at(database.newUrl());
    }

    static ApplicationContextRunner at(String url) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        JacksonAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        DataSourceInitializationAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class,
                        HibernateJpaAutoConfiguration.class,
                        DataJpaRepositoriesAutoConfiguration.class,
                        AnalysisJobsAutoConfiguration.class,
                        AnalysisJpaAutoConfiguration.class))
                .withUserConfiguration(JpaApp.class)
                .withPropertyValues(
                        "spring.datasource.url=" + url,
                        "spring.datasource.hikari.maximum-pool-size=4",
                        "spring.jpa.hibernate.ddl-auto=update",
                        "analysis.jobs.poll-interval=20ms",
                        "analysis.jobs.types.echo.max-attempts=1");
    }

    @AnalysisHandler("echo")
    String echo(String input, AttemptContext context) {
        if (input.startsWith("fail")) {
            throw new IllegalStateException("told to fail");
        }
        return "echo of " + input;
    }

    /** Submits and waits for the end. */
    static UUID ended(ApplicationContext context, String subject, String input) {
        AnalysisJobs jobs = context.getBean(AnalysisJobs.class);
        AnalysisType<String, String> type = type(context);
        UUID job = jobs.submit(Submission.of(type, subject, input)).job().id();
        try {
            jobs.await(type, job, PATIENCE);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return job;
    }

    static AnalysisType<String, String> type(ApplicationContext context) {
        return context.getBean(AnalysisTypes.class).get("echo", String.class, String.class);
    }

    static JobStatus status(ApplicationContext context, UUID job) {
        return context.getBean(AnalysisJobs.class).find(job).orElseThrow().status();
    }

    static FailureCode anyFailure(ApplicationContext context, UUID job) {
        return context.getBean(AnalysisJobs.class)
                .find(job)
                .orElseThrow()
                .reason()
                .orElseThrow()
                .code();
    }
}
