package dev.analysisjobs.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.spring.jpa.AnalysisAttemptEntity;
import dev.analysisjobs.spring.jpa.AnalysisJobEntity;
import dev.analysisjobs.spring.jpa.AnalysisResultEntity;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever an app does with its entity manager, no job changes (invariant I5). */
@Timeout(120)
class ReadOnlyTest {
    /** The library's word, and Hibernate's for bulk updates. */
    private static final Pattern TELLS =
            Pattern.compile(".*(is read-only|update an immutable entity).*", Pattern.DOTALL);

    @ParameterizedTest
    @EnumSource
    void dirtyEntitiesMergedOnesAndNewOnesChangeNothing(Databases database) {
        JpaApp.on(database).run(context -> {
            UUID done = JpaApp.ended(context, "ann", "hello");
            UUID failed = JpaApp.ended(context, "bob", "fail");
            List<List<String>> before = rows(context);

            in(context, entities -> {
                AnalysisJobEntity job = entities.find(AnalysisJobEntity.class, done);
                ReflectionTestUtils.setField(job, "status", JobStatus.PENDING);
                ReflectionTestUtils.setField(job, "subject", "eve");
                ReflectionTestUtils.setField(job, "result", null);
                ReflectionTestUtils.setField(job, "attemptRecords", new ArrayList<>());
                entities.flush();
            });
            in(context, entities -> {
                AnalysisResultEntity result =
                        entities.find(AnalysisJobEntity.class, done).getResult();
                ReflectionTestUtils.setField(Hibernate.unproxy(result), "output", "{\"other\":true}");
                entities.flush();
            });

            AnalysisJobEntity detached = outside(context, done);
            ReflectionTestUtils.setField(detached, "status", JobStatus.FAILED);
            ReflectionTestUtils.setField(detached, "errorMessage", "changed");
            in(context, entities -> {
                entities.merge(detached);
                entities.flush();
            });

            refused(context, entities -> entities.persist(fresh(AnalysisJobEntity.class)));
            refused(context, entities -> entities.merge(fresh(AnalysisJobEntity.class)));
            refused(context, entities -> entities.remove(entities.find(AnalysisJobEntity.class, failed)));
            refused(
                    context,
                    entities -> entities.remove(
                            entities.find(AnalysisJobEntity.class, done).getResult()));
            refused(
                    context,
                    entities -> entities.remove(entities.find(AnalysisJobEntity.class, failed)
                            .getAttemptRecords()
                            .get(0)));
            assertThat(rows(context)).isEqualTo(before);
        });
    }

    @ParameterizedTest
    @EnumSource
    void bulkStatementsAndNativeOnesAreRefused(Databases database) {
        JpaApp.on(database).run(context -> {
            UUID done = JpaApp.ended(context, "ann", "hello");
            context.getBean(PersonNotes.class).save(new PersonNote("ann", done));
            List<List<String>> before = rows(context);

            for (String write : List.of(
                    "update AnalysisJobEntity j set j.subject = 'eve'",
                    "delete from AnalysisAttemptEntity a",
                    "delete from AnalysisResultEntity r where r.attempt = 1",
                    "delete from AnalysisJobEntity")) {
                refused(context, entities -> entities.createQuery(write).executeUpdate());
            }
            refused(
                    context,
                    entities -> entities.createNativeQuery("DELETE FROM analysis_jobs")
                            .executeUpdate());
            refused(
                    context,
                    entities -> entities.createNativeQuery("/* why */ UPDATE analysis_jobs SET status = 'failed'")
                            .executeUpdate());

            // Those of the app that only look at the tables go through.
            in(
                    context,
                    entities -> assertThat(entities.createQuery("update PersonNote n set n.headline ="
                                            + " (select r.output from AnalysisResultEntity r where r.job.id = n.jobId)")
                                    .executeUpdate())
                            .isEqualTo(1));
            assertThat(context.getBean(PersonNotes.class)
                            .findById("ann")
                            .orElseThrow()
                            .headline())
                    .isEqualTo("echo of hello");
            assertThat(rows(context)).isEqualTo(before);
        });
    }

    @ParameterizedTest
    @EnumSource
    void hibernateNeitherMakesNorAltersNorDropsTheTables(Databases database) {
        String url = database.newUrl();
        UUID[] done = new UUID[1];
        JpaApp.at(url).run(context -> done[0] = JpaApp.ended(context, "ann", "hello"));
        for (String action : List.of("update", "create", "create-drop")) {
            JpaApp.at(url)
                    .withPropertyValues("spring.jpa.hibernate.ddl-auto=" + action)
                    .run(context -> {
                        assertThat(JpaApp.status(context, done[0])).isEqualTo(JobStatus.COMPLETED);
                        assertThat(context.getBean(JobStore.class).result(done[0]))
                                .isPresent();
                        JpaApp.ended(context, "bob", action);
                        assertThatThrownBy(() -> context.getBean(JdbcTemplate.class)
                                        .update("UPDATE analysis_jobs SET result_id = NULL"))
                                .as("the constraints are there")
                                .isInstanceOf(DataAccessException.class);
                    });
        }
        JpaApp.at(url)
                .run(context -> assertThat(JpaApp.status(context, done[0])).isEqualTo(JobStatus.COMPLETED));
    }

    @Test
    void nothingOfAnEntityCanBeSet() {
        Stream.of(AnalysisJobEntity.class, AnalysisResultEntity.class, AnalysisAttemptEntity.class)
                .forEach(type -> {
                    assertThat(type.getMethods())
                            .noneMatch(method -> method.getName().startsWith("set"));
                    assertThat(type.getDeclaredFields()).allMatch(field -> Modifier.isPrivate(field.getModifiers()));
                });
    }

    private static void refused(ApplicationContext context, Consumer<EntityManager> write) {
        assertThatThrownBy(() -> in(context, entities -> {
                    write.accept(entities);
                    entities.flush();
                }))
                .satisfies(
                        thrown -> assertThat(Throwables.getStackTrace(thrown)).matches(TELLS));
    }

    private static void in(ApplicationContext context, Consumer<EntityManager> work) {
        context.getBean(TransactionTemplate.class)
                .executeWithoutResult(status -> work.accept(context.getBean(EntityManager.class)));
    }

    private static AnalysisJobEntity outside(ApplicationContext context, UUID job) {
        return context.getBean(TransactionTemplate.class)
                .execute(status -> context.getBean(EntityManager.class).find(AnalysisJobEntity.class, job));
    }

    private static <T> T fresh(Class<T> type) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            T made = constructor.newInstance();
            ReflectionTestUtils.setField(made, "id", UUID.randomUUID());
            return made;
        } catch (ReflectiveOperationException error) {
            throw new IllegalStateException(error);
        }
    }

    private static List<List<String>> rows(ApplicationContext context) {
        JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
        return Stream.of(
                        "SELECT job_id, subject_id, status, result_id, error_message, attempts, completed_at FROM analysis_jobs",
                        "SELECT job_id, output FROM analysis_results",
                        "SELECT job_id, lease_token, outcome, message FROM analysis_attempts")
                .flatMap(sql -> jdbc.query(sql + " ORDER BY job_id", ReadOnlyTest::asTexts).stream())
                .toList();
    }

    private static List<String> asTexts(ResultSet row, int number) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            texts.add(row.getString(i));
        }
        return texts;
    }
}
