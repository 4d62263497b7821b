package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.JobCursor;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Instants are UTC in microseconds whatever zones the JVM and the session have, and the database's clock alone decides
 * (invariant I13).
 */
class TimeTest {
    private final TimeZone before = TimeZone.getDefault();

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(before);
    }

    static Stream<Arguments> zones() {
        return TestDatabase.running()
                .flatMap(database -> Stream.of("Asia/Kolkata", "Europe/Copenhagen", "UTC", "Pacific/Apia")
                        .map(zone -> Arguments.of(database, zone)));
    }

    @ParameterizedTest
    @MethodSource("zones")
    void anInstantIsReadBackEqualInEveryZone(TestDatabase database, String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        List<Instant> instants = List.of(
                // Both changes of daylight saving in Copenhagen and in New York, the zone of the session.
                Instant.parse("2027-03-28T00:59:59.999999Z"),
                Instant.parse("2027-03-28T01:30:00Z"),
                Instant.parse("2027-10-31T00:30:00Z"),
                Instant.parse("2027-10-31T01:30:00Z"),
                Instant.parse("2027-03-14T07:30:00Z"),
                Instant.parse("2027-11-07T05:30:00.000001Z"),
                Instant.parse("2027-11-07T06:30:00Z"),
                Instant.parse("8999-12-31T23:59:59.999999Z"));
        try (Space space = database.open()) {
            JobStore store = space.store();
            for (Instant instant : instants) {
                NewJob job = Jobs.submit(store, Sample.job().notBefore(instant).maxAge(Duration.ofHours(2)));

                AnalysisJob found = store.find(job.id()).orElseThrow();

                assertThat(found.runAt()).isEqualTo(instant);
                assertThat(found.deadlineAt()).isEqualTo(instant.plus(Duration.ofHours(2)));
            }
            assertThat(Duration.between(store.now(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(5));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nanosecondsAreCutAndNeverRounded(TestDatabase database) {
        Instant instant = Instant.parse("2027-06-01T12:00:00.123456789Z");
        Instant last = Instant.parse("2027-06-01T12:00:00.999999999Z");
        try (Space space = database.open()) {
            JobStore store = space.store();
            for (Instant nanos : List.of(instant, last)) {
                NewJob job = Jobs.submit(store, Sample.job().notBefore(nanos));

                assertThat(store.find(job.id()).orElseThrow().runAt()).isEqualTo(nanos.truncatedTo(ChronoUnit.MICROS));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void pagesOfJobsOfOneInstantMissNoneAndRepeatNone(TestDatabase database) {
        try (Space space = database.open()) {
            JobStore store = space.store();
            List<NewJob> jobs = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                jobs.add(Sample.job().build());
            }
            store.insert(jobs);
            space.execute("UPDATE analysis_jobs SET created_at = TIMESTAMP '2026-01-01 00:00:00.123456'");

            List<AnalysisJob> seen = new ArrayList<>();
            List<AnalysisJob> page = store.list(JobFilter.all(), null, 10);
            while (!page.isEmpty()) {
                seen.addAll(page);
                page = store.list(JobFilter.all(), JobCursor.after(page.get(page.size() - 1)), 10);
            }

            assertThat(seen).extracting(AnalysisJob::id).doesNotHaveDuplicates().hasSize(25);
        }
    }

    @Test
    void theClockOfALongTransactionDoesNotStandStill() throws Exception {
        try (Space space = TestDatabase.POSTGRES.open();
                var caller = space.dataSource().getConnection()) {
            JdbcJobStore store = space.store();
            caller.setAutoCommit(false);
            store.within(caller, store::now);
            Instant later = store.now();

            Instant inTransaction = store.within(caller, store::now);

            assertThat(inTransaction).isAfterOrEqualTo(later);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leasesAndWaitsCountFromTheDatabasesClock(TestDatabase database) {
        try (Space space = database.open()) {
            JobStore store = space.store();
            Instant before = store.now();
            ClaimedJob claimed = Jobs.claimed(store);

            assertThat(claimed.lease().until())
                    .isBetween(before.plus(Jobs.LEASE), store.now().plus(Jobs.LEASE));
            store.apply(List.<Change>of(Moves.retryLater(claimed, Duration.ofSeconds(90, 123_456_000))));
            assertThat(store.find(claimed.job().id()).orElseThrow().runAt())
                    .isBetween(
                            before.plus(Duration.ofSeconds(90, 123_456_000)),
                            store.now().plus(Duration.ofSeconds(90, 123_456_000)));
        }
    }
}
