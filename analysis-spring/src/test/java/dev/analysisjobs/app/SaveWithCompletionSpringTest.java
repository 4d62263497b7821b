package dev.analysisjobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Submission;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.spring.AnalysisHandler;
import dev.analysisjobs.spring.AnalysisTypes;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;

/** What a handler saves with its completion is there together with the result, or neither is. */
@Timeout(120)
class SaveWithCompletionSpringTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Stream<Arguments> appsOnDatabases() {
        return TransactionsTest.appsOnDatabases();
    }

    static class ProfileHandler {
        private final Profiles profiles;

        ProfileHandler(Profiles profiles) {
            this.profiles = profiles;
        }

        @AnalysisHandler("profile")
        String profile(String sheet, AttemptContext attempt) {
            String headline = "calm " + sheet;
            attempt.saveWithCompletion(result -> profiles.save(attempt.subject(), result.id(), headline));
            return headline;
        }
    }

    /** The app's own writes, with whatever they are made by. */
    static class Profiles {
        private final AtomicInteger tries = new AtomicInteger();
        private final JdbcTemplate jdbc;
        private final ObjectProvider<PersonNotes> notes;

        Profiles(JdbcTemplate jdbc, ObjectProvider<PersonNotes> notes) {
            this.jdbc = jdbc;
            this.notes = notes;
        }

        /** Joins the transaction that stores the result. */
        @Transactional
        public void save(String person, UUID result, String headline) {
            jdbc.update("INSERT INTO profile_row VALUES (?, ?)", result.toString(), headline);
            notes.ifAvailable(all -> all.save(new PersonNote(person, result)));
            int attempt = tries.incrementAndGet();
            if (headline.endsWith("never")) {
                throw new IllegalArgumentException("no such profile");
            }
            if (headline.endsWith("later") && attempt < 3) {
                throw new CannotAcquireLockException("somebody else has it");
            }
            if (headline.endsWith("invalid")) {
                notes.ifAvailable(all -> all.save(new PersonNote("nobody", null)));
            }
        }

        AtomicInteger tries() {
            return tries;
        }

        long count() {
            Long rows = jdbc.queryForObject("SELECT COUNT(*) FROM profile_row", Long.class);
            return rows + notes.stream().mapToLong(PersonNotes::count).sum();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class App {
        @Bean
        Profiles profiles(JdbcTemplate jdbc, ObjectProvider<PersonNotes> notes) {
            jdbc.execute("CREATE TABLE profile_row (result_id varchar(36) PRIMARY KEY, headline varchar(100))");
            return new Profiles(jdbc, notes);
        }

        @Bean
        ProfileHandler profileHandler(Profiles profiles) {
            return new ProfileHandler(profiles);
        }
    }

    @ParameterizedTest
    @MethodSource("appsOnDatabases")
    void theRowsOfTheAppAndTheResultAreBothThere(Apps app, Databases database) {
        app.on(database).withUserConfiguration(App.class).run(context -> {
            AnalysisJob job = end(context, "ann");

            assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(context.getBean(Profiles.class).count()).isEqualTo(app == Apps.JPA ? 2 : 1);
            assertThat(context.getBean(JdbcTemplate.class)
                            .queryForObject("SELECT result_id FROM profile_row", String.class))
                    .isEqualTo(job.resultId().toString());
        });
    }

    @ParameterizedTest
    @MethodSource("appsOnDatabases")
    void neitherIsThereWhenTheAppsWritesFail(Apps app, Databases database) {
        app.on(database).withUserConfiguration(App.class).run(context -> {
            AnalysisJob job = end(context, "never");

            assertThat(job.status()).isEqualTo(JobStatus.FAILED);
            assertThat(job.reason().orElseThrow().code()).isEqualTo(FailureCode.UNSTORABLE);
            assertThat(job.reason().orElseThrow().message())
                    .contains("own writes failed", "IllegalArgumentException: no such profile");
            assertThat(context.getBean(Profiles.class).count()).isZero();
            assertThat(context.getBean(JobStore.class).result(job.id())).isEmpty();
            assertThat(context.getBean(Profiles.class).tries()).hasValue(1);
        });
    }

    @ParameterizedTest
    @MethodSource("appsOnDatabases")
    void aTransientFailureOfSpringsIsTriedAgainInANewTransaction(Apps app, Databases database) {
        app.on(database).withUserConfiguration(App.class).run(context -> {
            AnalysisJob job = end(context, "later");

            assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(context.getBean(Profiles.class).tries()).hasValue(3);
            assertThat(context.getBean(Profiles.class).count()).isEqualTo(app == Apps.JPA ? 2 : 1);
            assertThat(context.getBean(AnalysisJobs.class).attempts(job.id())).isEmpty();
        });
    }

    /** Written by Hibernate when it flushes, after the writes have returned. */
    @ParameterizedTest
    @EnumSource
    void anEntityThatTheDatabaseRefusesAtTheFlushFailsTheJobWithItsReason(Databases database) {
        Apps.JPA.on(database).withUserConfiguration(App.class).run(context -> {
            AnalysisJob job = end(context, "invalid");

            assertThat(job.status()).isEqualTo(JobStatus.FAILED);
            assertThat(job.reason().orElseThrow().code()).isEqualTo(FailureCode.UNSTORABLE);
            assertThat(context.getBean(Profiles.class).count()).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource
    void onePooledConnectionIsEnough(Databases database) {
        Apps.JPA
                .on(database)
                .withUserConfiguration(App.class)
                .withPropertyValues("spring.datasource.hikari.maximum-pool-size=1")
                .run(context -> assertThat(end(context, "ann").status()).isEqualTo(JobStatus.COMPLETED));
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoManagers {
        @Bean
        PlatformTransactionManager one(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        PlatformTransactionManager other(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }
    }

    @Test
    void withoutOneTransactionManagerTheFaultIsNamedWhereItIsNeeded() {
        Apps.JDBC
                .on(Databases.H2)
                .withUserConfiguration(App.class, TwoManagers.class)
                .run(context -> {
                    AnalysisJob job = end(context, "ann");

                    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
                    assertThat(job.reason().orElseThrow().message())
                            .contains("there are 2 transaction managers and none is primary");
                });
    }

    private static AnalysisJob end(ApplicationContext context, String sheet) {
        AnalysisJobs jobs = context.getBean(AnalysisJobs.class);
        var type = context.getBean(AnalysisTypes.class).get("profile", String.class, String.class);
        UUID job = jobs.submit(Submission.of(type, "ann", sheet)).job().id();
        try {
            jobs.await(type, job, PATIENCE);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return jobs.find(job).orElseThrow();
    }
}
