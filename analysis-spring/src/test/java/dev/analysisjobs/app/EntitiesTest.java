package dev.analysisjobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.spring.jpa.AnalysisAttemptEntity;
import dev.analysisjobs.spring.jpa.AnalysisAttemptId;
import dev.analysisjobs.spring.jpa.AnalysisJobEntity;
import dev.analysisjobs.spring.jpa.AnalysisResultEntity;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.support.TransactionTemplate;

/** An app reads, joins and queries the library's rows by JPQL and Spring Data. */
@Timeout(120)
class EntitiesTest {

    @ParameterizedTest
    @EnumSource
    void hibernatesValidationAcceptsTheTablesThatTheStoreHasJustMade(Databases database) {
        JpaApp.on(database)
                .withPropertyValues("spring.jpa.hibernate.ddl-auto=validate")
                .run(context -> assertThat(context.getStartupFailure())
                        .as("the app's own table is all that is missing")
                        .rootCause()
                        .hasMessageContaining("missing table [person_note]"));
    }

    @ParameterizedTest
    @EnumSource
    void anAppStartsWithValidationAlsoWhereScriptsWaitForItsEntities(Databases database) {
        String url = database.newUrl();
        JpaApp.at(url).run(context -> assertThat(context).hasNotFailed());
        JpaApp.at(url)
                .withPropertyValues(
                        "spring.jpa.hibernate.ddl-auto=validate", "spring.jpa.defer-datasource-initialization=true")
                .run(context -> assertThat(JpaApp.status(context, JpaApp.ended(context, "ann", "hello")))
                        .isEqualTo(JobStatus.COMPLETED));
    }

    @ParameterizedTest
    @EnumSource
    void entitiesTellWhatTheLibraryTells(Databases database) {
        TimeZone before = TimeZone.getDefault();
        // Neither UTC nor the zone of a session.
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
        try {
            JpaApp.on(database)
                    .withPropertyValues("spring.jpa.properties.hibernate.jdbc.time_zone=America/New_York")
                    .run(context -> {
                        UUID done = JpaApp.ended(context, "ann", "hello");
                        UUID failed = JpaApp.ended(context, "ann", "fail");
                        JobStore store = context.getBean(JobStore.class);
                        context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                            EntityManager entities = context.getBean(EntityManager.class);
                            AnalysisJobEntity good = entities.find(AnalysisJobEntity.class, done);
                            same(good, store.find(done).orElseThrow());
                            same(good.getResult(), store.result(done).orElseThrow());
                            assertThat(good.getResult().getJob()).isSameAs(good);
                            assertThat(good.getAttemptRecords()).isEmpty();

                            AnalysisJobEntity bad = entities.find(AnalysisJobEntity.class, failed);
                            AnalysisJob job = store.find(failed).orElseThrow();
                            same(bad, job);
                            assertThat(bad.getResult()).isNull();
                            assertThat(bad.getFailureCode())
                                    .isEqualTo(job.reason().orElseThrow().code());
                            assertThat(bad.getErrorMessage())
                                    .isEqualTo(job.reason().orElseThrow().message());
                            Attempt attempt = store.attempts(failed, 1).get(0);
                            AnalysisAttemptEntity record =
                                    bad.getAttemptRecords().get(0);
                            assertThat(record.getEnd()).isEqualTo(AttemptEnd.GAVE_UP);
                            assertThat(record.getStartedAt()).isEqualTo(attempt.startedAt());
                            assertThat(record.getEndedAt()).isEqualTo(attempt.endedAt());
                            assertThat(record.getFacts().getCalls()).isEqualTo(1);
                            assertThat(entities.find(
                                            AnalysisAttemptEntity.class,
                                            new AnalysisAttemptId(failed, attempt.leaseToken())))
                                    .isSameAs(record);
                        });
                    });
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void jpqlAndSpringDataJoinThemWithTheAppsOwnEntities(Databases database) {
        JpaApp.on(database).run(context -> {
            UUID done = JpaApp.ended(context, "ann", "hello");
            UUID failed = JpaApp.ended(context, "bob", "fail");
            PersonNotes notes = context.getBean(PersonNotes.class);
            notes.saveAll(List.of(new PersonNote("ann", done), new PersonNote("bob", failed)));
            JobRows rows = context.getBean(JobRows.class);

            assertThat(notes.whoseAnalysisFailedWith(JpaApp.anyFailure(context, failed)))
                    .containsExactly("bob");
            assertThat(notes.outputOf("ann")).containsExactly("echo of hello");
            assertThat(rows.countByStatus(JobStatus.FAILED)).isEqualTo(1);
            assertThat(rows.findBySubjectAndStatusOrderByCreatedAt("ann", JobStatus.COMPLETED))
                    .extracting(AnalysisJobEntity::getId)
                    .containsExactly(done);
            assertThat(context.getBean(EntityManager.class)
                            .createQuery(
                                    "select j.id from AnalysisJobEntity j left join j.attemptRecords a"
                                            + " where j.status <> :status and a.end = :end",
                                    UUID.class)
                            .setParameter("status", JobStatus.COMPLETED)
                            .setParameter("end", AttemptEnd.GAVE_UP)
                            .getResultList())
                    .containsExactly(failed);
        });
    }

    @ParameterizedTest
    @EnumSource
    void entitiesAreLeftOutWhenToldSo(Databases database) {
        JpaApp.on(database)
                .withPropertyValues("analysis.jobs.jpa.enabled=false", "spring.data.jpa.repositories.enabled=false")
                .run(context -> assertThat(context.getBean(EntityManager.class)
                                .getMetamodel()
                                .getEntities())
                        .extracting(entity -> entity.getName())
                        .containsExactly("PersonNote"));
    }

    private static void same(AnalysisJobEntity row, AnalysisJob job) {
        assertThat(row.getStatus()).isEqualTo(job.status());
        assertThat(row.getType()).isEqualTo(job.type());
        assertThat(row.getSubject()).isEqualTo(job.subject());
        assertThat(row.getAttempts()).isEqualTo(job.attempts());
        assertThat(row.getCreatedAt()).isEqualTo(job.createdAt());
        assertThat(row.getDeadlineAt()).isEqualTo(job.deadlineAt());
        assertThat(row.getStartedAt()).isEqualTo(job.startedAt());
        assertThat(row.getCompletedAt()).isEqualTo(job.completedAt());
    }

    private static void same(AnalysisResultEntity row, StoredResult result) {
        assertThat(row.getId()).isEqualTo(result.id());
        assertThat(row.getOutput()).isEqualTo(result.output());
        assertThat(row.getCreatedAt()).isEqualTo(result.createdAt());
        assertThat(row.getFacts().getCalls()).isEqualTo(result.facts().calls());
    }
}
