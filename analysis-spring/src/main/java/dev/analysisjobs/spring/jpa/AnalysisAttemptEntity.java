package dev.analysisjobs.spring.jpa;

import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.FailureCode;
import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.jspecify.annotations.Nullable;

/**
 * Read the record of an attempt that did not complete its job, and join it in queries. It is read-only: there are no setters, no column is ever written, and saving or removing one is
 * refused.
 *
 * @since 0.1
 */
@Entity
@Immutable
@Table(name = "analysis_attempts")
@IdClass(AnalysisAttemptId.class)
@EntityListeners(RefusingListener.class)
@SuppressWarnings("NullAway.Init") // Filled by the persistence provider.
public class AnalysisAttemptEntity {
    @Id
    @JdbcTypeCode(StoredIdType.CODE)
    @Column(name = "job_id", insertable = false, updatable = false)
    private UUID jobId;

    @Id
    @Column(name = "lease_token", insertable = false, updatable = false)
    private long leaseToken;

    @Column(name = "attempt", insertable = false, updatable = false)
    private int attempt;

    @Column(name = "node", insertable = false, updatable = false)
    private String node;

    @Column(name = "started_at", insertable = false, updatable = false)
    private Instant startedAt;

    @Column(name = "ended_at", insertable = false, updatable = false)
    private Instant endedAt;

    @Convert(converter = AttemptEndConverter.class)
    @Column(name = "outcome", insertable = false, updatable = false)
    private AttemptEnd end;

    @Convert(converter = FailureCodeConverter.class)
    @Column(name = "failure_code", insertable = false, updatable = false)
    private FailureCode failureCode;

    @Column(name = "message", insertable = false, updatable = false)
    private String message;

    @Column(name = "rejected_output", length = Integer.MAX_VALUE, insertable = false, updatable = false)
    private @Nullable String rejectedOutput;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(
            name = "job_id",
            insertable = false,
            updatable = false,
            foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
    private AnalysisJobEntity job;

    @Embedded
    private CallFacts facts;

    /** For the persistence provider. */
    protected AnalysisAttemptEntity() {}

    /** Return the id of its job. */
    public UUID getJobId() {
        return jobId;
    }

    /** Return its fencing token. */
    public long getLeaseToken() {
        return leaseToken;
    }

    /** Return its number among the charged attempts. */
    public int getAttempt() {
        return attempt;
    }

    /** Return the node that ran it. */
    public String getNode() {
        return node;
    }

    /** Return when it began. */
    public Instant getStartedAt() {
        return startedAt;
    }

    /** Return when its end was stored. */
    public Instant getEndedAt() {
        return endedAt;
    }

    /** Return how it left its job. */
    public AttemptEnd getEnd() {
        return end;
    }

    /** Return why it failed. */
    public FailureCode getFailureCode() {
        return failureCode;
    }

    /** Return why it failed, for people. Encoded where the store has a payload codec. */
    public String getMessage() {
        return message;
    }

    /** Return what came and was rejected, cut; null when nothing did. Never a result. Encoded where the store has a payload codec. */
    public @Nullable String getRejectedOutput() {
        return rejectedOutput;
    }

    /** Return its job. */
    public AnalysisJobEntity getJob() {
        return job;
    }

    /** Return what the provider told. */
    public CallFacts getFacts() {
        return facts;
    }

    @Override
    public String toString() {
        return "attempt " + leaseToken + " of job " + jobId;
    }
}
