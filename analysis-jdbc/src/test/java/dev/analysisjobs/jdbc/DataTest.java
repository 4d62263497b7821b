package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Requests;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sizes and amounts at their limits (invariant I14). */
class DataTest {

    @ParameterizedTest
    @EnumSource
    void tooLongNamesAndTooLargePayloadsAreToldAllAtOnce(TestDatabase database) {
        try (Space space = database.open()) {
            JobStore store = space.store();
            NewJob bad = Sample.job()
                    .type("t".repeat(101))
                    .version("v".repeat(101))
                    .subject("s".repeat(401))
                    .input("i".repeat(16 * 1024 * 1024 + 1))
                    .maxAttempts(0)
                    .build();

            StoreException refused = catchThrowableOfType(
                    StoreException.class,
                    () -> store.insert(List.of(Sample.job().build(), bad)));

            assertThat(refused.kind()).isEqualTo(StoreException.Kind.REFUSED);
            assertThat(refused)
                    .hasMessageContaining(bad.id().toString())
                    .hasMessageContaining("analysis_type")
                    .hasMessageContaining("101 characters, the limit is 100")
                    .hasMessageContaining("type_version")
                    .hasMessageContaining("401 characters, the limit is 400")
                    .hasMessageContaining("16777217 bytes in UTF-8, the limit is 16777216")
                    .hasMessageContaining("max_attempts");
            assertThat(store.counts().counts()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLongestNamesAndLargestPayloadsAreReadBackEqual(TestDatabase database) {
        String largest = "x".repeat(16 * 1024 * 1024 - 4) + "\uD83D\uDE00";
        try (Space space = database.open()) {
            JobStore store = space.store();
            NewJob job = Jobs.submit(
                    store,
                    Sample.job()
                            .version("\u00E9".repeat(100))
                            .subject("\uD83D\uDE00".repeat(200))
                            .input(largest));

            ClaimedJob claimed = Jobs.claim(store, 1).get(0);
            store.apply(List.of(Moves.complete(claimed, largest)));

            assertThat(claimed.job().typeVersion()).isEqualTo(job.typeVersion());
            assertThat(claimed.job().subject()).isEqualTo(job.subject());
            assertThat(claimed.input().equals(largest)).isTrue();
            assertThat(store.result(job.id()).orElseThrow().output().equals(largest))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLongListIsStoredAndAnsweredInItsOrder(TestDatabase database) {
        try (Space space = database.open()) {
            JobStore store = space.store();
            List<NewJob> jobs = new ArrayList<>();
            for (int i = 0; i < 1200; i++) {
                jobs.add(Sample.job().key("k" + i % 1000).build());
            }
            jobs.add(jobs.get(0));
            Collections.reverse(jobs);

            List<Insertion> answers = store.insert(jobs);

            assertThat(answers.stream().filter(Insertion.Inserted.class::isInstance))
                    .hasSize(1000);
            for (int i = 0; i < jobs.size(); i++) {
                Insertion answer = answers.get(i);
                assertThat(answer.job().activeKey()).isEqualTo(jobs.get(i).key().activeKey());
                if (!(answer instanceof Insertion.Held)) {
                    assertThat(answer.job().id()).isEqualTo(jobs.get(i).id());
                }
            }
            assertThat(answers.get(answers.size() - 1)).isInstanceOf(Insertion.SameId.class);
            assertThat(store.insert(jobs)).doesNotHaveAnyElementsOfTypes(Insertion.Inserted.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClaimSkipsWhatAnotherTransactionHolds(TestDatabase database) throws SQLException {
        try (Space space = database.open();
                Connection other = space.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            JobStore store = space.store();
            NewJob held = Jobs.submit(store);
            NewJob free = Jobs.submit(store);
            other.setAutoCommit(false);
            statement.execute("SELECT * FROM analysis_jobs WHERE job_id = '" + held.id() + "' FOR UPDATE");

            List<ClaimedJob> claimed = Jobs.claim(store, 2);

            assertThat(claimed).extracting(one -> one.job().id()).containsExactly(free.id());
            other.rollback();
        }
    }

    /** As many as there are slots for, though the first ones are somebody else's. */
    @ParameterizedTest
    @EnumSource
    void aClaimGoesOnBehindWhatAnotherTransactionHolds(TestDatabase database) throws SQLException {
        try (Space space = database.open();
                Connection other = space.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            JobStore store = space.store();
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ids.add(Jobs.submit(store).id());
            }
            other.setAutoCommit(false);
            for (UUID held : ids.subList(0, 2)) {
                statement.execute("SELECT * FROM analysis_jobs WHERE job_id = '" + held + "' FOR UPDATE");
            }

            assertThat(Jobs.claim(store, 2))
                    .extracting(one -> one.job().id())
                    .containsExactlyElementsOf(ids.subList(2, 4));

            other.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesThatAreNotTheSameCharactersAreNotTheSame(TestDatabase database) {
        List<String> names =
                List.of("anna", "Anna", "anna ", "\u00E1nna", "a\u0301nna", "anna\u200B", "\u00DFa", "ssa");
        try (Space space = database.open()) {
            JobStore store = space.store();
            for (String name : names) {
                Jobs.submit(store, Sample.job().type(name).subject(name));
                assertThat(store.pause(name, "why", null)).isTrue();
            }
            assertThat(store.pauses()).hasSize(names.size());

            for (String name : names) {
                assertThat(store.resume(name)).isTrue();
                assertThat(store.list(JobFilter.all().withSubject(name), null, 10))
                        .extracting(AnalysisJob::subject)
                        .containsExactly(name);
                assertThat(Requests.claim(store, "node", Map.of(name, 10), 10, Jobs.LEASE))
                        .extracting(claimed -> claimed.job().type())
                        .containsExactly(name);
            }
        }
    }

    /**
     * A completed job and its result refer to each other, and not every database deletes such a pair: in the transaction that
     * deletes them, the job lets go of its result first.
     */
    @ParameterizedTest
    @EnumSource
    void anEndedJobCanBeDeletedWithAllThatBelongsToIt(TestDatabase database) throws SQLException {
        try (Space space = database.open();
                Connection connection = space.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            JobStore store = space.store();
            store.apply(List.of(Moves.retryLater(Jobs.claimed(store), Duration.ZERO)));
            store.apply(List.of(Moves.completeKeepingKey(Jobs.claim(store, 1).get(0))));

            connection.setAutoCommit(false);
            statement.execute("UPDATE analysis_jobs SET status = 'cancelled', result_id = NULL, active_key = NULL"
                    + " WHERE status = 'completed'");
            statement.execute("DELETE FROM analysis_jobs WHERE status = 'cancelled'");
            connection.commit();

            assertThat(Stream.of("jobs", "results", "attempts")
                            .map(table -> space.query("SELECT COUNT(*) FROM analysis_" + table, row -> row.getInt(1))
                                    .get(0)))
                    .containsOnly(0);
        }
    }
}
