package dev.analysisjobs;

import static dev.analysisjobs.Fixtures.GOOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.testing.SettableClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starting all jobs of a failure code anew. */
@Timeout(60)
class RetryAllTest {
    private final AnalysisType<String, String> type =
            Fixtures.profile().maxAge(Duration.ofHours(2)).build();
    private final AnalysisType<String, String> other =
            AnalysisType.builder("other", "1", type.input(), type.output()).build();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final InMemoryJobStore memory = new InMemoryJobStore(clock);
    private Consumer<List<?>> beforeApply = changes -> {};
    private Runnable afterApply = () -> {};
    private Outcome.Failed next = new Outcome.Refused("no");
    private final AnalysisJobs jobs = AnalysisJobs.builder(hooked())
            .handle(type, (input, context) -> next == null ? Verdict.text(GOOD) : Verdict.failed(next))
            .handle(other, (input, context) -> Verdict.failed(new Outcome.Refused("no")))
            .build();
    private final Steps steps = jobs.byHand();

    @Test
    void onlyFailedJobsOfTheCodeWaitAgainWithAFreshBudgetAndDeadline() throws Exception {
        List<UUID> refused = submit(type, 450);
        steps.runDue();
        next = new Outcome.ContextTooLong("too long");
        List<UUID> tooLong = submit(type, 3);
        steps.runDue();
        clock.advance(Duration.ofDays(1));

        RetriedJobs answer = jobs.retryAll(FailureCode.REFUSED, JobFilter.all());

        assertThat(answer).isEqualTo(new RetriedJobs(450, 0, 0));
        assertThat(answer.found()).isEqualTo(450);
        assertThat(refused).allSatisfy(id -> {
            AnalysisJob job = jobs.find(id).orElseThrow();
            assertThat(job.status()).isEqualTo(JobStatus.PENDING);
            assertThat(job.attempts()).isZero();
            assertThat(job.deadlineAt()).isEqualTo(job.runAt().plus(Duration.ofHours(2)));
        });
        assertThat(tooLong)
                .allSatisfy(
                        id -> assertThat(jobs.find(id).orElseThrow().status()).isEqualTo(JobStatus.FAILED));
        next = null;
        steps.runDue();
        assertThat(jobs.counts().of(JobStatus.COMPLETED)).isEqualTo(450);
        assertThat(jobs.retryAll(FailureCode.REFUSED, JobFilter.all())).isEqualTo(new RetriedJobs(0, 0, 0));
    }

    @Test
    void theFilterLeavesOthersAlone() throws Exception {
        submit(type, 2);
        submit(other, 3);
        steps.runDue();
        clock.advance(Duration.ofHours(1));
        Instant middle = memory.now();
        submit(other, 4);
        steps.runDue();

        assertThat(jobs.retryAll(
                                FailureCode.REFUSED,
                                JobFilter.all().withType("other").withCreated(middle, null))
                        .retried())
                .isEqualTo(4);
        assertThat(jobs.retryAll(FailureCode.REFUSED, JobFilter.all().withType("other"))
                        .retried())
                .isEqualTo(3);
        assertThat(jobs.counts().of(JobStatus.FAILED)).isEqualTo(2);
    }

    @Test
    void aJobWhoseKeyAnotherHoldsStaysFailedAndIsCounted() throws Exception {
        UUID failed = jobs.submit(Submission.of(type, "anna", "x")).job().id();
        steps.runDue();
        jobs.submit(Submission.of(type, "anna", "x"));

        assertThat(jobs.retryAll(FailureCode.REFUSED, JobFilter.all())).isEqualTo(new RetriedJobs(0, 1, 0));
        assertThat(jobs.find(failed).orElseThrow().status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void aJobThatSomebodyElseRetriedMeanwhileIsLost() throws Exception {
        List<UUID> failed = submit(type, 3);
        steps.runDue();
        beforeApply = changes -> {
            beforeApply = nothing -> {};
            jobs.retry(failed.get(1));
        };

        assertThat(jobs.retryAll(FailureCode.REFUSED, JobFilter.all())).isEqualTo(new RetriedJobs(2, 0, 1));
    }

    @Test
    void aJobThatFailsAgainMeanwhileIsNotRetriedTwice() throws Exception {
        submit(type, 450);
        steps.runDue();
        afterApply = () -> {
            Runnable again = afterApply;
            afterApply = () -> {};
            runDue();
            afterApply = again;
        };

        assertThat(jobs.retryAll(FailureCode.REFUSED, JobFilter.all())).isEqualTo(new RetriedJobs(450, 0, 0));
        assertThat(jobs.counts().of(JobStatus.FAILED)).isEqualTo(450);
    }

    @Test
    void oneThatTheStoreRefusesDoesNotStopTheOthers() throws Exception {
        List<UUID> failed = submit(type, 9);
        steps.runDue();
        beforeApply = changes -> {
            if (changes.stream().anyMatch(one -> ((Change) one).jobId().equals(failed.get(4)))) {
                throw new StoreException(StoreException.Kind.REFUSED, "never", null);
            }
        };

        assertThat(jobs.retryAll(FailureCode.REFUSED, JobFilter.all())).isEqualTo(new RetriedJobs(8, 0, 1));
    }

    @Test
    void aFilterThatAsksForSomethingElseIsRefused() {
        assertThatThrownBy(
                        () -> jobs.retryAll(FailureCode.REFUSED, JobFilter.all().withStatus(JobStatus.CANCELLED)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("status CANCELLED");
        assertThatThrownBy(
                        () -> jobs.retryAll(FailureCode.REFUSED, JobFilter.all().withFailureCode(FailureCode.EMPTY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("failure code EMPTY");
    }

    private List<UUID> submit(AnalysisType<String, String> of, int count) {
        List<Submission<String, String>> many = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            many.add(Submission.of(of, UUID.randomUUID().toString(), "x"));
        }
        return jobs.submitAll(many).stream().map(one -> one.job().id()).toList();
    }

    private void runDue() {
        try {
            steps.runDue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The store, with something done around its changes of many jobs: no other thread could be timed to do it. */
    private JobStore hooked() {
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, args) -> {
                    boolean applies = method.getName().equals("apply")
                            && ((List<?>) args[0]).get(0) instanceof Change.OperatorRetry;
                    if (applies) {
                        beforeApply.accept((List<?>) args[0]);
                    }
                    try {
                        Object answer = method.invoke(memory, args);
                        if (applies) {
                            afterApply.run();
                        }
                        return answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
