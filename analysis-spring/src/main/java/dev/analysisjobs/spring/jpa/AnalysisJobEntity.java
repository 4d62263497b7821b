package dev.analysisjobs.spring.jpa;

import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.jspecify.annotations.Nullable;

/**
 * Read a job as it is stored, and join it in queries. It is read-only: there are no setters, no column is ever written, and saving or removing one is
 * refused. Its input and checkpoint are left out, since every query would load them.
 *
 * @since 0.1
 */
@Entity
@Immutable
@Table(name = "analysis_jobs")
@EntityListeners(RefusingListener.class)
@SuppressWarnings("NullAway.Init") // Filled by the persistence provider.
public class AnalysisJobEntity {
    @Id
    @JdbcTypeCode(StoredIdType.CODE)
    @Column(name = "job_id", insertable = false, updatable = false)
    private UUID id;

    @Column(name = "analysis_type", insertable = false, updatable = false)
    private String type;

    @Column(name = "type_version", insertable = false, updatable = false)
    private String typeVersion;

    @Column(name = "subject_id", insertable = false, updatable = false)
    private String subject;

    @Convert(converter = JobStatusConverter.class)
    @Column(name = "status", insertable = false, updatable = false)
    private JobStatus status;

    @Column(name = "priority", insertable = false, updatable = false)
    private int priority;

    @Column(name = "fingerprint", insertable = false, updatable = false)
    private String fingerprint;

    @Column(name = "attempts", insertable = false, updatable = false)
    private int attempts;

    @Column(name = "max_attempts", insertable = false, updatable = false)
    private int maxAttempts;

    @Column(name = "operator_retries", insertable = false, updatable = false)
    private int operatorRetries;

    @Column(name = "run_at", insertable = false, updatable = false)
    private Instant runAt;

    @Column(name = "deadline_at", insertable = false, updatable = false)
    private Instant deadlineAt;

    @Column(name = "lease_token", insertable = false, updatable = false)
    private long leaseToken;

    @Column(name = "lease_owner", insertable = false, updatable = false)
    private @Nullable String leaseOwner;

    @Column(name = "lease_until", insertable = false, updatable = false)
    private @Nullable Instant leaseUntil;

    @Convert(converter = FailureCodeConverter.class)
    @Column(name = "failure_code", insertable = false, updatable = false)
    private @Nullable FailureCode failureCode;

    @Column(name = "error_message", insertable = false, updatable = false)
    private @Nullable String errorMessage;

    @Column(name = "created_at", insertable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "started_at", insertable = false, updatable = false)
    private @Nullable Instant startedAt;

    @Column(name = "completed_at", insertable = false, updatable = false)
    private @Nullable Instant completedAt;

    @OneToOne(fetch = FetchType.LAZY)
    @JoinColumn(
            name = "result_id",
            insertable = false,
            updatable = false,
            foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
    private @Nullable AnalysisResultEntity result;

    @OneToMany(mappedBy = "job", fetch = FetchType.LAZY)
    @OrderBy("leaseToken")
    private List<AnalysisAttemptEntity> attemptRecords;

    /** For the persistence provider. */
    protected AnalysisJobEntity() {}

    /** Return the job's id. */
    public UUID getId() {
        return id;
    }

    /** Return the type's name. */
    public String getType() {
        return type;
    }

    /** Return the type's version at submit. */
    public String getTypeVersion() {
        return typeVersion;
    }

    /** Return who or what it is about. */
    public String getSubject() {
        return subject;
    }

    /** Return where it is in its life. */
    public JobStatus getStatus() {
        return status;
    }

    /** Return its head start in minutes. */
    public int getPriority() {
        return priority;
    }

    /** Return the fingerprint of its input or key: 64 hexadecimal digits. */
    public String getFingerprint() {
        return fingerprint;
    }

    /** Return how many attempts are charged. */
    public int getAttempts() {
        return attempts;
    }

    /** Return the attempt budget. */
    public int getMaxAttempts() {
        return maxAttempts;
    }

    /** Return how often an operator started it anew. */
    public int getOperatorRetries() {
        return operatorRetries;
    }

    /** Return when it is due, or was. */
    public Instant getRunAt() {
        return runAt;
    }

    /** Return until when it may wait. */
    public Instant getDeadlineAt() {
        return deadlineAt;
    }

    /** Return the last fencing token. */
    public long getLeaseToken() {
        return leaseToken;
    }

    /** Return the node that runs it; null unless processing. */
    public @Nullable String getLeaseOwner() {
        return leaseOwner;
    }

    /** Return when that node's lease ends; null unless processing. */
    public @Nullable Instant getLeaseUntil() {
        return leaseUntil;
    }

    /** Return why it failed; null unless failed. */
    public @Nullable FailureCode getFailureCode() {
        return failureCode;
    }

    /** Return why it failed, for people; null unless failed. Encoded where the store has a payload codec. */
    public @Nullable String getErrorMessage() {
        return errorMessage;
    }

    /** Return when it was submitted. */
    public Instant getCreatedAt() {
        return createdAt;
    }

    /** Return when its last attempt began; null before the first. */
    public @Nullable Instant getStartedAt() {
        return startedAt;
    }

    /** Return when it ended; null before. */
    public @Nullable Instant getCompletedAt() {
        return completedAt;
    }

    /** Return its result; null unless completed. */
    public @Nullable AnalysisResultEntity getResult() {
        return result;
    }

    /** Return the attempts that did not complete it, oldest first. */
    public List<AnalysisAttemptEntity> getAttemptRecords() {
        return Collections.unmodifiableList(attemptRecords);
    }

    @Override
    public String toString() {
        return "job " + id + " " + status;
    }
}
