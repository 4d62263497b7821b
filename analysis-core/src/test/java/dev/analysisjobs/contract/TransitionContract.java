package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every change in every status, held to the table of the model (invariants I4, I5). */
abstract class TransitionContract extends ContractTest {
    private static final Duration MAX_AGE = Duration.ofHours(5);

    static Stream<Arguments> everyStepInEveryStatus() {
        return Arrays.stream(JobStatus.values())
                .flatMap(status -> Arrays.stream(Step.values()).map(step -> Arguments.of(status, step)));
    }

    /** All other guards hold: the token is the job's newest, its lease ran out and its deadline passed. */
    @ParameterizedTest(name = "{1} on a job that is {0}")
    @MethodSource("everyStepInEveryStatus")
    final void aChangeIsAppliedExactlyWhereTheTableAllowsIt(JobStatus status, Step step) {
        NewJob job = submit(Sample.job().maxAge(MAX_AGE));
        ClaimedJob last = claimed();
        bring(job, last, status);
        advance(LEASE.plus(MAX_AGE));
        UUID result = find(job.id()).resultId();
        Change change = step.on(job, last, result);

        if (!step.isLegal(status)) {
            lost(change);
        } else {
            applied(change);
            assertThat(find(job.id()).status()).isEqualTo(step.target());
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    final void aChangeOfAJobThatIsNotThereIsLost(Step step) {
        submit(Sample.job());
        ClaimedJob real = claimed();
        NewJob unknown = Sample.job().build();
        AnalysisJob job = real.job();
        ClaimedJob ghost = new ClaimedJob(
                new AnalysisJob(
                        unknown.id(),
                        job.type(),
                        job.typeVersion(),
                        job.subject(),
                        job.status(),
                        job.priority(),
                        job.fingerprint(),
                        job.inputHash(),
                        job.activeKey(),
                        job.attempts(),
                        job.maxAttempts(),
                        job.runAt(),
                        job.deadlineAt(),
                        job.lease(),
                        null,
                        null,
                        job.createdAt(),
                        job.startedAt(),
                        null),
                real.input(),
                null,
                null);

        lost(step.on(unknown, ghost, Uuid7.next()));
    }

    /** A job was claimed again after its first lease ran out; then the first worker wakes up. */
    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PASS_DEADLINE", "CANCEL", "OPERATOR_RETRY", "FOUND_INCOMPLETE"})
    final void anAttemptThatLostItsLeaseWritesNothing(Step step) {
        NewJob job = submit(Sample.job());
        ClaimedJob stale = claimed();
        advance(LEASE.plusHours(1));
        applied(Moves.expire(stale));
        lost(step.on(job, stale, null));

        ClaimedJob live = claimed();
        advance(LEASE.plusHours(1));
        lost(step.on(job, stale, null));

        applied(Moves.complete(live));
        lost(step.on(job, stale, null));
    }

    private void bring(NewJob job, ClaimedJob last, JobStatus status) {
        switch (status) {
            case PENDING -> applied(Moves.retryLater(last, Duration.ZERO));
            case PROCESSING -> {}
            case COMPLETED -> applied(Moves.completeKeepingKey(last));
            case FAILED -> applied(Moves.giveUp(last));
            case CANCELLED -> applied(Moves.cancel(job.id()));
        }
        assertThat(find(job.id()).status()).isEqualTo(status);
    }
}
