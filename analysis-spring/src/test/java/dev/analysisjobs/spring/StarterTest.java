package dev.analysisjobs.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Analyzer;
import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Ended;
import dev.analysisjobs.Submission;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.jdbc.JdbcJobStore;
import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.port.Codecs;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

class StarterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ApplicationContextRunner plain = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(JacksonAutoConfiguration.class, AnalysisJobsAutoConfiguration.class));
    private final ApplicationContextRunner database = plain.withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(), "analysis.jobs.poll-interval=20ms");

    record Sheet(String name) {}

    record Profile(String headline) {}

    @Component
    static class Persona {
        private final AnalysisJobs jobs;

        /** May ask for what needs it in turn. */
        Persona(AnalysisJobs jobs) {
            this.jobs = jobs;
        }

        @AnalysisHandler("persona-profile")
        Profile profile(Sheet sheet, AttemptContext context) {
            return new Profile(sheet.name() + " in attempt " + context.attempt());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ByBeans {
        @Bean
        AnalysisType<String, String> shout() {
            return AnalysisType.builder("shout", "1", Codecs.text(), Codecs.text())
                    .build();
        }

        @Bean
        @AnalysisHandler("shout")
        Analyzer<String, String> shouter() {
            return (input, attempt) -> Verdict.text(input.toUpperCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void oneMethodIsEnough() {
        database.withUserConfiguration(Persona.class).run(context -> {
            assertThat(context).hasSingleBean(JdbcJobStore.class);
            assertThat(profile(context.getBean(AnalysisJobs.class), context.getBean(AnalysisTypes.class), "Ann"))
                    .isEqualTo(new Profile("Ann in attempt 1"));
        });
    }

    @Test
    void withoutADatabaseJobsAreKeptInMemory() {
        plain.withUserConfiguration(Persona.class).run(context -> {
            assertThat(context).hasSingleBean(InMemoryJobStore.class);
            assertThat(profile(context.getBean(AnalysisJobs.class), context.getBean(AnalysisTypes.class), "Bob"))
                    .isEqualTo(new Profile("Bob in attempt 1"));
        });
    }

    @Test
    void anAnalyzerBeanRunsTheTypeOfATypeBean() {
        plain.withUserConfiguration(ByBeans.class).run(context -> {
            AnalysisJobs jobs = context.getBean(AnalysisJobs.class);
            AnalysisType<String, String> type =
                    context.getBean(AnalysisTypes.class).get("shout", String.class, String.class);
            UUID job = jobs.submit(Submission.of(type, "ann", "hello")).job().id();

            assertThat(jobs.await(type, job, PATIENCE))
                    .isInstanceOfSatisfying(
                            Ended.Completed.class,
                            done -> assertThat(done.answer().value()).isEqualTo("HELLO"));
        });
    }

    @Test
    void aJobIsSubmittedIfAndOnlyIfItsTransactionCommits() {
        database.withUserConfiguration(Persona.class).run(context -> {
            AnalysisJobs jobs = context.getBean(AnalysisJobs.class);
            AnalysisType<Sheet, Profile> type =
                    context.getBean(AnalysisTypes.class).get("persona-profile", Sheet.class, Profile.class);
            TransactionTemplate transaction = context.getBean(TransactionTemplate.class);

            UUID undone = transaction.execute(status -> {
                status.setRollbackOnly();
                return jobs.submit(Submission.of(type, "ann", new Sheet("undone"))).job().id();
            });
            UUID kept = transaction.execute(
                    status -> jobs.submit(Submission.of(type, "ann", new Sheet("kept"))).job().id());

            assertThat(jobs.find(undone)).isEmpty();
            assertThat(jobs.await(type, kept, PATIENCE)).isInstanceOf(Ended.Completed.class);
        });
    }

    @Test
    void allFaultsAreToldAtOnce() {
        plain.withUserConfiguration(Persona.class)
                .withPropertyValues(
                        "analysis.jobs.concurrency=0",
                        "analysis.jobs.types.persona-profile.max-attempts=0",
                        "analysis.jobs.types.nobody.version=2")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOf(AnalysisConfigurationException.class)
                        .hasMessageContainingAll(
                                "concurrency is 0, it must be between 1 and 10000",
                                "maxAttempts is 0, it must be between 1 and 1000",
                                "analysis.jobs.types.nobody is of no type"));
    }

    private static Profile profile(AnalysisJobs jobs, AnalysisTypes types, String name) throws Exception {
        AnalysisType<Sheet, Profile> type = types.get("persona-profile", Sheet.class, Profile.class);
        UUID job = jobs.submit(Submission.of(type, "ann", new Sheet(name))).job().id();
        return jobs.await(type, job, PATIENCE) instanceof Ended.Completed<Profile> done
                ? done.answer().value()
                : null;
    }
}
