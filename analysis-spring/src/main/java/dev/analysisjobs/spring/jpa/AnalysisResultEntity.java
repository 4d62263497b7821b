package dev.analysisjobs.spring.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;

/**
 * Read the complete, validated result of a job, and join it in queries. It is read-only: there are no setters, no column is ever written, and saving or removing one is
 * refused.
 *
 * @since 0.1
 */
@Entity
@Immutable
@Table(name = "analysis_results")
@EntityListeners(RefusingListener.class)
@SuppressWarnings("NullAway.Init") // Filled by the persistence provider.
public class AnalysisResultEntity {
    @Id
    @JdbcTypeCode(StoredIdType.CODE)
    @Column(name = "result_id", insertable = false, updatable = false)
    private UUID id;

    @Column(name = "output", length = Integer.MAX_VALUE, insertable = false, updatable = false)
    private String output;

    @Column(name = "created_at", insertable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "attempt", insertable = false, updatable = false)
    private int attempt;

    @Column(name = "lease_token", insertable = false, updatable = false)
    private long leaseToken;

    @Column(name = "started_at", insertable = false, updatable = false)
    private Instant startedAt;

    @OneToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(
            name = "job_id",
            insertable = false,
            updatable = false,
            foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
    private AnalysisJobEntity job;

    @Embedded
    private CallFacts facts;

    /** For the persistence provider. */
    protected AnalysisResultEntity() {}

    /** Return the result's own id. */
    public UUID getId() {
        return id;
    }

    /** Return the output as validated. Encoded where the store has a payload codec. */
    public String getOutput() {
        return output;
    }

    /** Return when it was stored. */
    public Instant getCreatedAt() {
        return createdAt;
    }

    /** Return the number of the attempt that made it. */
    public int getAttempt() {
        return attempt;
    }

    /** Return the fencing token of that attempt. */
    public long getLeaseToken() {
        return leaseToken;
    }

    /** Return when that attempt began. */
    public Instant getStartedAt() {
        return startedAt;
    }

    /** Return the job that it answers. */
    public AnalysisJobEntity getJob() {
        return job;
    }

    /** Return what the provider told. */
    public CallFacts getFacts() {
        return facts;
    }

    @Override
    public String toString() {
        return "result " + id;
    }
}
