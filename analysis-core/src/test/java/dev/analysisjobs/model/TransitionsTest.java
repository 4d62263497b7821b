package dev.analysisjobs.model;

import static dev.analysisjobs.model.JobStatus.CANCELLED;
import static dev.analysisjobs.model.JobStatus.COMPLETED;
import static dev.analysisjobs.model.JobStatus.FAILED;
import static dev.analysisjobs.model.JobStatus.PENDING;
import static dev.analysisjobs.model.JobStatus.PROCESSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransitionsTest {
    /** The table of the design, written a second time. */
    private static final Map<JobStatus, Map<JobEvent, Set<JobStatus>>> LEGAL = Map.of(
            PENDING,
            Map.of(
                    JobEvent.CLAIM, Set.of(PROCESSING),
                    JobEvent.DEADLINE_PASSED, Set.of(FAILED),
                    JobEvent.CANCEL, Set.of(CANCELLED)),
            PROCESSING,
            Map.of(
                    JobEvent.COMPLETE, Set.of(COMPLETED),
                    JobEvent.ATTEMPT_FAILED, Set.of(PENDING),
                    JobEvent.GIVE_UP, Set.of(FAILED),
                    JobEvent.PUT_BACK, Set.of(PENDING),
                    JobEvent.LEASE_EXPIRED, Set.of(PENDING, FAILED),
                    JobEvent.CANCEL, Set.of(CANCELLED)),
            COMPLETED,
            Map.of(JobEvent.FOUND_INCOMPLETE, Set.of(FAILED)),
            FAILED,
            Map.of(JobEvent.OPERATOR_RETRY, Set.of(PENDING)),
            CANCELLED,
            Map.of(JobEvent.OPERATOR_RETRY, Set.of(PENDING)));

    static Stream<Arguments> everyPair() {
        return Stream.of(JobStatus.values())
                .flatMap(status -> Stream.of(JobEvent.values()).map(event -> Arguments.of(status, event)));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void anEventLeadsExactlyWhereTheTableSays(JobStatus status, JobEvent event) {
        Set<JobStatus> targets = LEGAL.get(status).getOrDefault(event, Set.of());
        AnalysisJob job = SampleJobs.in(status);
        assertThat(Transitions.targets(status, event)).isEqualTo(targets);
        assertThat(Transitions.allows(status, event)).isEqualTo(!targets.isEmpty());
        if (targets.isEmpty()) {
            assertThatThrownBy(() -> Transitions.require(job, event))
                    .isInstanceOf(IllegalTransitionException.class)
                    .hasMessage("Job " + job.id() + " is " + status.word() + ": " + event + " is not legal there");
        } else {
            assertThatCode(() -> Transitions.require(job, event)).doesNotThrowAnyException();
        }
    }

    @Test
    void theRefusalCarriesItsPartsAsFields() {
        AnalysisJob job = SampleJobs.in(COMPLETED);
        assertThatThrownBy(() -> Transitions.require(job, JobEvent.CANCEL))
                .isInstanceOfSatisfying(IllegalTransitionException.class, refusal -> {
                    assertThat(refusal.jobId()).isEqualTo(job.id());
                    assertThat(refusal.status()).isEqualTo(COMPLETED);
                    assertThat(refusal.event()).isEqualTo(JobEvent.CANCEL);
                });
    }

    @Test
    void noEventOfAWorkerOrTheSweepLeavesATerminalStatus() {
        Set<JobEvent> allowed = Set.of(JobEvent.OPERATOR_RETRY, JobEvent.FOUND_INCOMPLETE);
        assertThat(Transitions.table())
                .filteredOn(line -> line.from().isTerminal())
                .isNotEmpty()
                .allMatch(line -> allowed.contains(line.event()));
    }

    @Test
    void theTableCannotBeChanged() {
        assertThatThrownBy(() -> Transitions.table().remove(0)).isInstanceOf(UnsupportedOperationException.class);
    }
}
