package dev.analysisjobs.memory;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.port.JobCursor;
import java.util.Comparator;
import java.util.UUID;

/** Order rows as the databases do. */
final class Order {
    /** Ids as unsigned bytes; {@link UUID#compareTo} compares signed. */
    static final Comparator<UUID> IDS = (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    };

    /** What falls due first. */
    static final Comparator<AnalysisJob> DUE =
            Comparator.comparing(AnalysisJob::runAt).thenComparing(AnalysisJob::id, IDS);

    /** What is claimed first. */
    static final Comparator<AnalysisJob> CLAIM =
            Comparator.comparingInt(AnalysisJob::priority).reversed().thenComparing(DUE);

    /** What was submitted last. */
    static final Comparator<JobCursor> NEWEST = Comparator.comparing(JobCursor::createdAt)
            .thenComparing(JobCursor::jobId, IDS)
            .reversed();

    private Order() {}
}
