package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Submission;
import dev.analysisjobs.SubmitResult;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.dedup.Finished;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole engines, some of which lack a key. */
@Timeout(60)
class UnreadablePayloadTest {
    private static final PayloadCodec OLD = new AesGcmCodec("k1", Map.of("k1", AesGcmCodec.key(1)));
    private static final PayloadCodec NEW = new AesGcmCodec("k2", Map.of("k2", AesGcmCodec.key(2)));

    private final Space space = TestDatabase.H2.open();
    private final AtomicInteger calls = new AtomicInteger();
    private final AnalysisType<String, String> type = AnalysisType.builder("profile", "1", Codecs.text(), Codecs.text())
            .maxAttempts(3)
            .backoff(new Backoff(Duration.ofMinutes(5), 1, Duration.ofMinutes(5)))
            .finished(Finished.reuseIfComplete(Duration.ofDays(1)))
            .build();

    @AfterEach
    void close() {
        space.close();
    }

    @Test
    void aJobThatThisNodeCannotReadIsLeftForANodeThatCan() throws Exception {
        try (AnalysisJobs lacking = node(NEW);
                AnalysisJobs able = node(OLD)) {
            UUID id = submit(able).job().id();

            assertThat(lacking.byHand().runDue()).isEqualTo(1);
            assertThat(calls).as("nobody was asked").hasValue(0);
            assertThat(lacking.find(id).orElseThrow().status()).isEqualTo(JobStatus.PENDING);
            space.execute("UPDATE analysis_jobs SET run_at = created_at");

            able.byHand().runDue();
            assertThat(able.result(type, id).orElseThrow().value()).isEqualTo("answer");
        }
    }

    @Test
    void whereNobodyCanReadItTheJobFailsWithTheReasonAndCanBeRetriedWhenTheKeyIsBack() throws Exception {
        try (AnalysisJobs lacking = node(NEW);
                AnalysisJobs able = node(OLD)) {
            UUID id = submit(able).job().id();
            while (!lacking.find(id).orElseThrow().status().isTerminal()) {
                space.execute("UPDATE analysis_jobs SET run_at = created_at");
                lacking.byHand().runDue();
            }

            AnalysisJob failed = lacking.find(id).orElseThrow();
            assertThat(failed.failure().code()).isEqualTo(FailureCode.PAYLOAD_UNREADABLE);
            assertThat(failed.failure().message())
                    .contains("input of job " + id, "there is no key 'k1'", "attempt 3 of 3");
            assertThat(able.retryAll(FailureCode.PAYLOAD_UNREADABLE, JobFilter.all())
                            .retried())
                    .isEqualTo(1);
            able.byHand().runDue();
            assertThat(able.find(id).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
        }
    }

    @Test
    void aResultThatThisNodeCannotReadIsAnErrorThatNamesTheJobAndNeverReused() throws Exception {
        try (AnalysisJobs lacking = node(NEW);
                AnalysisJobs able = node(OLD)) {
            UUID id = submit(able).job().id();
            able.byHand().runDue();

            assertThatThrownBy(() -> lacking.result(type, id))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("output of job " + id);
            lacking.byHand().sweep();
            assertThat(able.find(id).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(submit(able)).isInstanceOf(SubmitResult.Reused.class);
            assertThat(submit(lacking)).isInstanceOf(SubmitResult.Created.class);
        }
    }

    private SubmitResult<String> submit(AnalysisJobs jobs) {
        return jobs.submit(Submission.of(type, "anna", "x"));
    }

    private AnalysisJobs node(PayloadCodec codec) {
        return AnalysisJobs.builder(JdbcJobStore.builder(space.dataSource())
                        .payloadCodec(codec)
                        .build())
                .handle(type, (input, context) -> {
                    calls.incrementAndGet();
                    return Verdict.text("answer");
                })
                .build();
    }
}
