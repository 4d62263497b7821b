package dev.analysisjobs.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Show one requested analysis as it stood when it was read: an immutable snapshot without its payloads. All instants are on
 * the store's clock, in microseconds.
 *
 * <p>The constructor enforces invariant I3: a value that contradicts itself cannot be made.
 *
 * @param id UUIDv7
 * @param type the analysis type's name
 * @param typeVersion the version of the type that the input was submitted for
 * @param subject who or what the analysis is about
 * @param status where it is in its life
 * @param priority a head start in the order of claims; see {@link ClaimRank}
 * @param fingerprint see {@link DedupKey#fingerprint()}
 * @param inputHash see {@link DedupKey#inputHash()}
 * @param activeKey the deduplication key while this job holds it
 * @param attempts attempts charged so far
 * @param maxAttempts the attempt budget
 * @param runAt not to be started earlier
 * @param deadlineAt when a job that still waits is failed
 * @param lease exactly while processing
 * @param resultId exactly when completed
 * @param failure exactly when failed
 * @param createdAt when it was submitted
 * @param startedAt when its newest attempt was claimed
 * @param completedAt exactly when terminal
 * @since 0.1
 */
public record AnalysisJob(
        UUID id,
        String type,
        String typeVersion,
        String subject,
        JobStatus status,
        int priority,
        String fingerprint,
        String inputHash,
        @Nullable String activeKey,
        int attempts,
        int maxAttempts,
        Instant runAt,
        Instant deadlineAt,
        @Nullable Lease lease,
        @Nullable UUID resultId,
        @Nullable Failure failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt) {

    public AnalysisJob {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(typeVersion, "typeVersion");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(inputHash, "inputHash");
        Objects.requireNonNull(runAt, "runAt");
        Objects.requireNonNull(deadlineAt, "deadlineAt");
        Objects.requireNonNull(createdAt, "createdAt");
        agree(id, status, "lease", lease != null, status == JobStatus.PROCESSING);
        agree(id, status, "result_id", resultId != null, status == JobStatus.COMPLETED);
        agree(id, status, "failure", failure != null, status == JobStatus.FAILED);
        agree(id, status, "completed_at", completedAt != null, status.isTerminal());
    }

    private static void agree(UUID id, JobStatus status, String field, boolean present, boolean wanted) {
        if (present != wanted) {
            throw new IllegalArgumentException(
                    "Job " + id + " is " + status.word() + " and its " + field + (present ? " is set" : " is missing"));
        }
    }

    /** Return whether attempts are left. */
    public boolean hasAttemptsLeft() {
        return attempts < maxAttempts;
    }

    /** Return the reason of a failed job. */
    public Optional<Failure> reason() {
        return Optional.ofNullable(failure);
    }
}
