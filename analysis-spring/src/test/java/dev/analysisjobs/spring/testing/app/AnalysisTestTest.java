package dev.analysisjobs.spring.testing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Ended;
import dev.analysisjobs.Steps;
import dev.analysisjobs.Submission;
import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.spring.AnalysisTypes;
import dev.analysisjobs.spring.testing.AnalysisTest;
import dev.analysisjobs.testing.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@AnalysisTest(properties = "analysis.jobs.types.greeting.result.required=/text")
class AnalysisTestTest {
    @MockitoBean
    private Writer writer;

    @Autowired
    private AnalysisJobs jobs;

    @Autowired
    private Steps steps;

    @Autowired
    private SettableClock clock;

    @Autowired
    private InMemoryJobStore store;

    private final AnalysisType<String, Greeting> type;

    @Autowired
    AnalysisTestTest(AnalysisTypes types) {
        type = types.get("greeting", String.class, Greeting.class);
    }

    @BeforeEach
    void noTestSeesTheJobsOfAnother() {
        assertThat(jobs.list(JobFilter.all(), null, 10)).isEmpty();
    }

    @Test
    void nothingRunsBeforeTheTestSaysSo() throws Exception {
        when(writer.write("Ann")).thenReturn("Hello Ann");
        UUID id = submit();
        assertThat(jobs.find(id).orElseThrow().status()).isEqualTo(JobStatus.PENDING);

        steps.runDue();

        assertThat(jobs.await(type, id, Duration.ZERO))
                .isInstanceOfSatisfying(
                        Ended.Completed.class,
                        done -> assertThat(done.answer().value()).isEqualTo(new Greeting("Hello Ann")));
    }

    @Test
    void aSecondAttemptComesWhenTheClockHasMovedPastTheBackoff() throws Exception {
        when(writer.write("Ann"))
                .thenReturn("")
                .thenThrow(new UncheckedIOException(new IOException("reset")))
                .thenReturn("Hello Ann");
        UUID id = submit();

        assertThat(steps.runDue()).isEqualTo(1);
        assertThat(steps.runDue()).isZero();
        clock.advance(Duration.ofMinutes(10));
        assertThat(steps.runDue()).isEqualTo(1);

        assertThat(store.find(id).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(jobs.attempts(id)).hasSize(1);
    }

    @Test
    void theRestOfTheApplicationIsNotThere(@Autowired ApplicationContext context) {
        assertThat(context.getBeansOfType(Greeter.class)).hasSize(1);
        assertThat(context.getBeansOfType(NotForAnalyses.class)).isEmpty();
    }

    private UUID submit() {
        return jobs.submit(Submission.of(type, "ann", "Ann")).job().id();
    }
}
