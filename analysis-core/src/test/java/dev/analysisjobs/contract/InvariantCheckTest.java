package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.contract.StoreRows.ResultRow;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The check bites: every broken row is named, beginning with the incident's. */
class InvariantCheckTest {

    @Test
    void rowsOfEveryStatusInOrderHaveNoFault() {
        assertThat(InvariantCheck.faults(new BrokenRows().rows())).isEmpty();
    }

    @Test
    void theIncidentsRowsAreNamed() {
        // The incident: processing, with a completion time and a result whose output is null.
        BrokenRows incident = new BrokenRows();
        UUID result = UUID.fromString("deea4bc6-67ce-41d5-a8ac-05e0ad8ca62a");
        incident.processing.put("completedAt", BrokenRows.ENDED).put("resultId", result);
        incident.results.add(
                new ResultRow(result, incident.processing.id(), 1, 1, null, BrokenRows.ENDED, BrokenRows.CREATED));

        assertThat(InvariantCheck.faults(incident.rows()))
                .anyMatch(fault -> fault.contains("completed_at is set"))
                .anyMatch(fault -> fault.contains("result_id is set"))
                .anyMatch(fault -> fault.contains("has 1 result rows instead of 0"))
                .anyMatch(fault -> fault.contains("has a result without an output"));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("has the unknown status 'running'", b -> b.pending.put("status", "running")),
                fault("completed_at is missing", b -> b.failed.put("completedAt", null)),
                fault("completed_at is set", b -> b.pending.put("completedAt", BrokenRows.ENDED)),
                fault("lease_owner is set", b -> b.pending.put("leaseOwner", "node-a")),
                fault("lease_owner is missing", b -> b.processing.put("leaseOwner", null)),
                fault("lease_until is missing", b -> b.processing.put("leaseUntil", null)),
                fault("lease_until is set", b -> b.completed.put("leaseUntil", BrokenRows.ENDED)),
                fault("failure_code is missing", b -> b.failed.put("failureCode", null)),
                fault("error_message is missing", b -> b.failed.put("errorMessage", " ")),
                fault("failure_code is set", b -> b.cancelled.put("failureCode", "UNKNOWN")),
                fault("result_id is missing", b -> b.completed.put("resultId", null)),
                fault("does not point at its result row", b -> b.completed.put("resultId", UUID.randomUUID())),
                fault("has 0 result rows instead of 1", b -> b.results.clear()),
                fault("has 2 result rows instead of 1", b -> b.results.add(b.result("{}", 1, 1))),
                fault("has a result without an output", b -> b.results.set(0, b.result(" ", 1, 1))),
                fault("has a result without an output", b -> b.results.set(0, b.result(" null ", 1, 1))),
                fault("has a result of another lease token", b -> b.results.set(0, b.result("{}", 7, 1))),
                fault("has a result of another attempt", b -> b.results.set(0, b.result("{}", 1, 2))),
                fault(
                        "has a result of an attempt that failed",
                        b -> b.attempts.add(b.attempt(b.completed, 1, "retried"))),
                fault("still holds its active key", b -> b.failed.put("activeKey", "k9")),
                fault("still holds its active key", b -> b.cancelled.put("activeKey", "k9")),
                fault("shares its active key", b -> b.pending.put("activeKey", "k-processing")),
                fault("shares a result id", b -> b.results.add(b.results.get(0))),
                fault("has 4 attempts of 3", b -> b.pending.put("attempts", 4)),
                fault("has more attempts than claims", b -> b.pending.put("attempts", 1)),
                fault("ran without a counted attempt", b -> b.processing.put("attempts", 0)),
                fault("has started_at against its claims", b -> b.processing.put("startedAt", null)),
                fault("was claimed 2 times and has 0 attempt records", b -> b.processing.put("leaseToken", 2L)),
                fault("was claimed 1 times and has 0 attempt records", b -> b.attempts.clear()),
                fault("has no due time or no deadline", b -> b.pending.put("deadlineAt", null)),
                fault("is stored twice", b -> b.pending.put("jobId", b.cancelled.id())),
                fault("has two records of one claim", b -> b.attempts.add(b.attempts.get(0))),
                fault(
                        "has only an attempt",
                        b -> b.attempts.add(b.attempt(new BrokenRows.Row("pending"), 1, "retried"))),
                fault("has a record of an uncounted attempt", b -> b.attempts.add(b.attempt(b.failed, 0, "retried"))),
                fault("has the unknown attempt outcome 'x'", b -> b.attempts.set(0, b.attempt(b.failed, 1, "x"))),
                fault("failed and no notice tells why", b -> b.notices.clear()),
                fault("failed and no notice tells why", b -> b.failed.put("errorMessage", "another")),
                fault("has 2 notices of 1 ended attempts", b -> b.notices.add(b.notice(b.failed, "JOB_FAILED"))),
                fault("shares a notice id", b -> b.notices.add(b.notices.get(0))),
                fault("has only a notice", b -> b.notices.add(b.notice(new BrokenRows.Row("pending"), "JOB_FAILED"))),
                fault(
                        "has a notice whose reason and kind disagree",
                        b -> b.notices.add(b.notice(b.completed, "JOB_COMPLETED"))),
                fault(
                        "has 1 notices of 0 incomplete results",
                        b -> b.notices.add(b.notice(b.failed, "RESULT_INCOMPLETE"))),
                fault("has 0 repairs of 1 results", b -> b.repairs.clear()),
                fault("has 0 notices of 1 incomplete results", b -> b.notices.remove(1)));
    }

    private static Arguments fault(String words, Consumer<BrokenRows> breaking) {
        return Arguments.of(words, breaking);
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("faults")
    void aBrokenRowIsNamed(String words, Consumer<BrokenRows> breaking) {
        BrokenRows rows = new BrokenRows();

        breaking.accept(rows);

        assertThat(InvariantCheck.faults(rows.rows())).anyMatch(fault -> fault.contains(words));
    }
}
