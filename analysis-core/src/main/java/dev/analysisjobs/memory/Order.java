package dev.analysisjobs.memory;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.ClaimRank;
import dev.analysisjobs.port.JobCursor;
import java.util.Comparator;

/** Order rows as the databases do. */
final class Order {
    /** What falls due first. */
    static final Comparator<AnalysisJob> DUE =
            Comparator.comparing(AnalysisJob::runAt).thenComparing(AnalysisJob::id, ClaimRank.IDS);

    /** What is claimed first. */
    static final Comparator<AnalysisJob> CLAIM = Comparator.comparing(ClaimRank::of);

    /** What was submitted last. */
    static final Comparator<JobCursor> NEWEST = Comparator.comparing(JobCursor::createdAt)
            .thenComparing(JobCursor::jobId, ClaimRank.IDS)
            .reversed();

    private Order() {}
}
