package dev.analysisjobs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnalysisJobTest {

    static Stream<Arguments> everyShape() {
        return Stream.of(JobStatus.values())
                .flatMap(status -> IntStream.range(0, 16).mapToObj(bits -> Arguments.of(status, bits)));
    }

    @ParameterizedTest
    @MethodSource("everyShape")
    void aJobExistsOnlyWithTheColumnsOfItsStatus(JobStatus status, int bits) {
        boolean lease = (bits & 1) != 0;
        boolean result = (bits & 2) != 0;
        boolean failure = (bits & 4) != 0;
        boolean completedAt = (bits & 8) != 0;
        boolean possible = lease == (status == JobStatus.PROCESSING)
                && result == (status == JobStatus.COMPLETED)
                && failure == (status == JobStatus.FAILED)
                && completedAt == status.isTerminal();
        if (possible) {
            assertThat(make(status, lease, result, failure, completedAt).status())
                    .isEqualTo(status);
        } else {
            assertThatThrownBy(() -> make(status, lease, result, failure, completedAt))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("Job .* is " + status.word()
                            + " and its (lease|result_id|failure|completed_at) is (set|missing)");
        }
    }

    @Test
    void theRowOfTheIncidentCannotBeMade() {
        assertThatThrownBy(() -> SampleJobs.with(
                        JobStatus.PROCESSING,
                        new Lease("node", 1, SampleJobs.CREATED),
                        UUID.fromString("deea4bc6-67ce-41d5-a8ac-05e0ad8ca62a"),
                        null,
                        SampleJobs.COMPLETED))
                .hasMessageEndingWith("is processing and its result_id is set");
    }

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void aStatusIsStoredAsItsLowerCaseWordAndFoundByIt(JobStatus status) {
        assertThat(status.word()).isEqualTo(status.name().toLowerCase(Locale.ROOT));
        assertThat(JobStatus.ofWord(status.word())).isSameAs(status);
        assertThatThrownBy(() -> JobStatus.ofWord(status.name())).hasMessageContaining("'" + status.name() + "'");
    }

    @Test
    void aFailedJobTellsItsReason() {
        assertThat(SampleJobs.in(JobStatus.FAILED).reason())
                .hasValueSatisfying(reason -> assertThat(reason).hasToString("EMPTY: nothing came"));
        assertThat(SampleJobs.in(JobStatus.COMPLETED).reason()).isEmpty();
    }

    private static AnalysisJob make(
            JobStatus status, boolean lease, boolean result, boolean failure, boolean completedAt) {
        return SampleJobs.with(
                status,
                lease ? new Lease("node", 1, SampleJobs.CREATED) : null,
                result ? UUID.randomUUID() : null,
                failure ? new Failure(FailureCode.UNKNOWN, "why") : null,
                completedAt ? SampleJobs.COMPLETED : null);
    }
}
