package dev.analysisjobs.spring.jpa;

import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.jspecify.annotations.Nullable;

/**
 * Name an attempt by its job and its fencing token. Immutable.
 *
 * @since 0.1
 */
public final class AnalysisAttemptId implements Serializable {
    private static final long serialVersionUID = 1L;

    // Persistence providers fill it by its fields.
    @JdbcTypeCode(StoredIdType.CODE)
    private @Nullable UUID jobId;

    private long leaseToken;

    /** For the persistence provider. */
    AnalysisAttemptId() {}

    public AnalysisAttemptId(UUID jobId, long leaseToken) {
        this.jobId = Objects.requireNonNull(jobId, "jobId");
        this.leaseToken = leaseToken;
    }

    /** Return the job. */
    public UUID jobId() {
        return Objects.requireNonNull(jobId, "jobId");
    }

    /** Return the fencing token. */
    public long leaseToken() {
        return leaseToken;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AnalysisAttemptId id && leaseToken == id.leaseToken && Objects.equals(jobId, id.jobId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(jobId, leaseToken);
    }

    @Override
    public String toString() {
        return jobId + "/" + leaseToken;
    }
}
