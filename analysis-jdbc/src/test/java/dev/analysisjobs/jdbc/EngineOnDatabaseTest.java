package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Ended;
import dev.analysisjobs.Submission;
import dev.analysisjobs.SubmitResult;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.contract.InvariantCheck;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.port.Codecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole library on a real database and a pool of one connection. */
class EngineOnDatabaseTest {
    private static final AnalysisType<String, String> TYPE = AnalysisType.builder(
                    "echo", "1", Codecs.text(), Codecs.text())
            .maxAttempts(1)
            .build();

    @ParameterizedTest
    @EnumSource
    void twoNodesEndEveryJobOnAPoolOfOne(TestDatabase database) throws InterruptedException {
        try (Space space = database.open()) {
            JdbcJobStore store = JdbcJobStore.builder(space.pool(1)).build();
            try (AnalysisJobs one = node(store);
                    AnalysisJobs two = node(store)) {
                one.start();
                two.start();
                List<Submission<String, String>> submissions = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    submissions.add(Submission.of(TYPE, "subject", i % 4 == 0 ? " ".repeat(i) : "input " + i));
                }
                for (SubmitResult<String> submitted : one.submitAll(submissions)) {
                    Ended<String> ended = two.await(TYPE, submitted.job().id(), Duration.ofMinutes(2));

                    String input = store.input(submitted.job().id()).orElseThrow();
                    if (input.isBlank()) {
                        assertThat(ended).isInstanceOf(Ended.Failed.class);
                        assertThat(store.find(submitted.job().id())
                                        .orElseThrow()
                                        .reason()
                                        .orElseThrow()
                                        .code())
                                .isEqualTo(FailureCode.EMPTY);
                    } else {
                        assertThat(ended).isInstanceOf(Ended.Completed.class);
                        assertThat(one.result(TYPE, submitted.job().id())
                                        .orElseThrow()
                                        .value())
                                .isEqualTo(input);
                    }
                }
            }
            assertThat(InvariantCheck.faults(new JdbcHarness(space).rows())).isEmpty();
        }
    }

    private static AnalysisJobs node(JdbcJobStore store) {
        return AnalysisJobs.builder(store)
                .handle(TYPE, (input, context) -> Verdict.value(input))
                .concurrency(4)
                .build();
    }
}
