package dev.analysisjobs.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Analyzer;
import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Ended;
import dev.analysisjobs.Submission;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.jdbc.JdbcJobStore;
import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Health.LoopHealth;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.RateLimit;
import dev.analysisjobs.model.TypePolicy;
import dev.analysisjobs.port.Codecs;
import jakarta.validation.constraints.NotBlank;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

class StarterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ApplicationContextRunner plain = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(JacksonAutoConfiguration.class, AnalysisJobsAutoConfiguration.class));
    private final ApplicationContextRunner database = plain.withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withPropertyValues(
                    "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(), "analysis.jobs.poll-interval=20ms");

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
            assertThat(jobs.find(context.jobId())).isPresent();
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
            return (input, attempt) -> Verdict.text(input.toUpperCase(Locale.ROOT));
        }
    }

    @Test
    void oneMethodIsEnough() {
        database.withUserConfiguration(Persona.class).run(context -> {
            assertThat(context).hasSingleBean(JdbcJobStore.class);
            assertThat(profile(context, "Ann")).isEqualTo(new Profile("Ann in attempt 1"));
        });
    }

    @Test
    void withoutADatabaseJobsAreKeptInMemory() {
        plain.withUserConfiguration(Persona.class).run(context -> {
            assertThat(context).hasSingleBean(InMemoryJobStore.class);
            assertThat(profile(context, "Bob")).isEqualTo(new Profile("Bob in attempt 1"));
        });
    }

    @Test
    void attemptsRunOnVirtualThreadsExactlyWhereBootsSwitchIsOnAndTheJvmHasThem() {
        boolean has = Runtime.version().feature() >= 21;
        for (boolean on : List.of(true, false)) {
            plain.withBean(WhichThread.class)
                    .withPropertyValues("spring.threads.virtual.enabled=" + on)
                    .run(context -> {
                        AnalysisJobs jobs = context.getBean(AnalysisJobs.class);
                        AnalysisType<String, String> type =
                                context.getBean(AnalysisTypes.class).get("which-thread", String.class, String.class);
                        UUID job = jobs.submit(Submission.of(type, "ann", "?"))
                                .job()
                                .id();

                        Ended<String> ended = jobs.await(type, job, PATIENCE);
                        assertThat(((Ended.Completed<String>) ended).answer().value())
                                .startsWith(on && has ? "VirtualThread" : "Thread");
                    });
        }
    }

    static class WhichThread {
        @AnalysisHandler("which-thread")
        String name(String input) {
            return Thread.currentThread().toString();
        }
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
            AnalysisType<Sheet, Profile> type = persona(context);
            TransactionTemplate transaction = context.getBean(TransactionTemplate.class);

            UUID undone = transaction.execute(status -> {
                status.setRollbackOnly();
                return submit(jobs, type, "undone");
            });
            UUID kept = transaction.execute(status -> submit(jobs, type, "kept"));

            assertThat(jobs.find(undone)).isEmpty();
            assertThat(jobs.await(type, kept, PATIENCE)).isInstanceOf(Ended.Completed.class);
        });
    }

    @Test
    void allFaultsAreToldAtOnce() {
        plain.withUserConfiguration(Persona.class)
                .withPropertyValues(
                        "analysis.jobs.concurrency=0",
                        "analysis.jobs.notices.max-deliveries=0",
                        "analysis.jobs.notices.backoff.factor=0",
                        "analysis.jobs.types.persona-profile.max-attempts=0",
                        "analysis.jobs.types.nobody.version=2")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOf(AnalysisConfigurationException.class)
                        .hasMessageContainingAll(
                                "concurrency is 0, it must be between 1 and 10000",
                                "noticeDeliveries is 0, it must be between 1 and 1000",
                                "analysis.jobs.notices: backoff.factor is 0.0",
                                "maxAttempts is 0, it must be between 1 and 1000",
                                "analysis.jobs.types.nobody is of no type"));
    }

    @Test
    void editorsKnowTheProperties() throws Exception {
        try (InputStream metadata = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
                    .contains(
                            "\"analysis.jobs.concurrency\"",
                            "\"analysis.jobs.jdbc.schema\"",
                            "\"analysis.jobs.types\"");
        }
    }

    @Test
    void theFaultsAreShownWithoutAStackTrace() {
        AnalysisConfigurationException cause =
                new AnalysisConfigurationException(List.of("concurrency is 0", "lease is 0"));
        FailureAnalysis shown = new AnalysisConfigurationFailureAnalyzer().analyze(new IllegalStateException(cause));

        assertThat(shown.getDescription()).contains("- concurrency is 0", "- lease is 0");
        assertThat(shown.getAction()).contains("analysis.jobs");
    }

    @Test
    void aTypeIsHandedOutOnlyAsWhatItIs() {
        plain.withUserConfiguration(Persona.class).run(context -> {
            AnalysisTypes types = context.getBean(AnalysisTypes.class);

            assertThatThrownBy(() -> types.get("persona-profile", String.class, Profile.class))
                    .hasMessageContaining("not java.lang.String into");
            assertThatThrownBy(() -> types.get("nothing", Sheet.class, Profile.class))
                    .hasMessageContaining("There is no analysis type 'nothing'; there are: [persona-profile]");
        });
    }

    @Test
    void propertiesAndCustomizersShapeAType() {
        plain.withUserConfiguration(Persona.class)
                .withBean(AnalysisTypeCustomizer.class, () -> (name, type) -> type.noticeOnSuccess(true))
                .withPropertyValues(
                        "analysis.jobs.types.persona-profile.version=7",
                        "analysis.jobs.types.persona-profile.time-limit=90s",
                        "analysis.jobs.types.persona-profile.max-attempts=2",
                        "analysis.jobs.types.persona-profile.retention=30d",
                        "analysis.jobs.types.persona-profile.rate-limit.permits=60",
                        "analysis.jobs.types.persona-profile.concurrency-across-nodes=3",
                        "analysis.jobs.types.persona-profile.backoff.first=2s")
                .run(context -> {
                    TypePolicy policy = persona(context).policy();

                    assertThat(policy.version()).isEqualTo("7");
                    assertThat(policy.timeLimit()).isEqualTo(Duration.ofSeconds(90));
                    assertThat(policy.maxAttempts()).isEqualTo(2);
                    assertThat(policy.retention()).isEqualTo(Duration.ofDays(30));
                    assertThat(policy.rateLimit()).isEqualTo(new RateLimit(60, Duration.ofMinutes(1), 1));
                    assertThat(policy.concurrencyAcrossNodes()).isEqualTo(3);
                    assertThat(policy.backoff().first()).isEqualTo(Duration.ofSeconds(2));
                    assertThat(policy.noticeOnSuccess()).isTrue();
                });
    }

    @Test
    void anOutputThatMissesWhatTheSchemaAsksForFailsTheJob() {
        plain.withUserConfiguration(Persona.class)
                .withPropertyValues(
                        "analysis.jobs.types.persona-profile.max-attempts=1",
                        "analysis.jobs.types.persona-profile.result.schema=classpath:profile.schema.json")
                .run(context -> {
                    AnalysisJobs jobs = context.getBean(AnalysisJobs.class);
                    AnalysisType<Sheet, Profile> type = persona(context);
                    UUID job = submit(jobs, type, "A");

                    assertThat(jobs.await(type, job, PATIENCE))
                            .isInstanceOfSatisfying(
                                    Ended.Failed.class,
                                    failed ->
                                            assertThat(failed.failure().code()).isEqualTo(FailureCode.INVALID_RESULT));
                });
    }

    record Person(@NotBlank String name) {}

    static class Naming {
        @AnalysisHandler("name")
        Person name(String name) {
            return new Person(name.strip());
        }
    }

    @Test
    void anOutputThatBreaksTheConstraintsOfItsClassFailsTheJob() {
        plain.withBean(LocalValidatorFactoryBean.class)
                .withBean(Naming.class)
                .withPropertyValues("analysis.jobs.types.name.max-attempts=1")
                .run(context -> {
                    AnalysisJobs jobs = context.getBean(AnalysisJobs.class);
                    AnalysisType<String, Person> type =
                            context.getBean(AnalysisTypes.class).get("name", String.class, Person.class);
                    UUID good = jobs.submit(Submission.of(type, "ann", " Ann "))
                            .job()
                            .id();
                    UUID blank =
                            jobs.submit(Submission.of(type, "ann", "  ")).job().id();

                    assertThat(jobs.await(type, good, PATIENCE)).isInstanceOf(Ended.Completed.class);
                    assertThat(jobs.await(type, blank, PATIENCE))
                            .isInstanceOfSatisfying(
                                    Ended.Failed.class,
                                    failed -> assertThat(failed.failure().message())
                                            .contains("/name"));
                });
    }

    @Test
    void aNodeThatIsNotToRunOnlySubmits() {
        plain.withUserConfiguration(Persona.class)
                .withPropertyValues("analysis.jobs.start=false")
                .run(context -> {
                    AnalysisJobs jobs = context.getBean(AnalysisJobs.class);
                    AnalysisType<Sheet, Profile> type = persona(context);
                    UUID job = submit(jobs, type, "A");

                    assertThat(jobs.health().loops()).noneMatch(LoopHealth::alive);
                    assertThat(jobs.find(job))
                            .hasValueSatisfying(
                                    waiting -> assertThat(waiting.status()).isEqualTo(JobStatus.PENDING));
                });
    }

    static class TwoHandlers {
        @AnalysisHandler("twice")
        String one(String input) {
            return input;
        }

        @AnalysisHandler("twice")
        String two(String input) {
            return input;
        }

        @AnalysisHandler("nothing")
        void nothing(String input) {}

        @AnalysisHandler("too-much")
        String much(String input, String more) {
            return input + more;
        }
    }

    @Test
    void handlersThatCannotBeAreNamed() {
        plain.withUserConfiguration(TwoHandlers.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContainingAll(
                                "analysis type 'twice' has two handlers",
                                "TwoHandlers.nothing of bean",
                                "returns nothing",
                                "TwoHandlers.much of bean"));
    }

    private static AnalysisType<Sheet, Profile> persona(ApplicationContext context) {
        return context.getBean(AnalysisTypes.class).get("persona-profile", Sheet.class, Profile.class);
    }

    private static UUID submit(AnalysisJobs jobs, AnalysisType<Sheet, Profile> type, String name) {
        return jobs.submit(Submission.of(type, "ann", new Sheet(name))).job().id();
    }

    private static Profile profile(ApplicationContext context, String name) throws Exception {
        AnalysisJobs jobs = context.getBean(AnalysisJobs.class);
        AnalysisType<Sheet, Profile> type = persona(context);
        return jobs.await(type, submit(jobs, type, name), PATIENCE) instanceof Ended.Completed<Profile> done
                ? done.answer().value()
                : null;
    }
}
