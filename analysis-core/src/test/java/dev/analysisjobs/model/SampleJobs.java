package dev.analysisjobs.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Make jobs in every status for tests of the rules. */
public final class SampleJobs {
    public static final Instant CREATED = Instant.parse("2025-09-27T17:23:28Z");
    public static final Instant COMPLETED = Instant.parse("2025-09-29T02:17:48.501Z");
    public static final DedupKey KEY = new DedupKey("a".repeat(64), "b".repeat(64), "c".repeat(64));

    private SampleJobs() {}

    /** Return a job whose columns agree with its status. */
    public static AnalysisJob in(JobStatus status) {
        return with(
                status,
                status == JobStatus.PROCESSING ? new Lease("node", 1, CREATED.plusSeconds(60)) : null,
                status == JobStatus.COMPLETED ? UUID.randomUUID() : null,
                status == JobStatus.FAILED ? new Failure(FailureCode.EMPTY, "nothing came") : null,
                status.isTerminal() ? COMPLETED : null);
    }

    /** Return a job with columns that may contradict its status. */
    public static AnalysisJob with(
            JobStatus status,
            @Nullable Lease lease,
            @Nullable UUID resultId,
            @Nullable Failure failure,
            @Nullable Instant completedAt) {
        return new AnalysisJob(
                UUID.randomUUID(),
                "persona-profile",
                "1",
                "user-1",
                status,
                0,
                KEY.fingerprint(),
                KEY.inputHash(),
                status.isTerminal() && status != JobStatus.COMPLETED ? null : KEY.activeKey(),
                1,
                5,
                CREATED,
                CREATED.plusSeconds(86_400),
                lease,
                resultId,
                failure,
                CREATED,
                null,
                completedAt);
    }
}
