package dev.analysisjobs.port;

import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Choose jobs for a list. Null parts do not restrict; all others must match.
 *
 * @param type the exact type name
 * @param subject the exact subject
 * @param status the status
 * @param failureCode the failure code of failed jobs
 * @param createdFrom created at or after
 * @param createdTo created before
 * @since 0.1
 */
public record JobFilter(
        @Nullable String type,
        @Nullable String subject,
        @Nullable JobStatus status,
        @Nullable FailureCode failureCode,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo) {
    private static final JobFilter ALL = new JobFilter(null, null, null, null, null, null);

    /** Return the filter that every job matches. */
    public static JobFilter all() {
        return ALL;
    }

    public JobFilter withType(@Nullable String value) {
        return new JobFilter(value, subject, status, failureCode, createdFrom, createdTo);
    }

    public JobFilter withSubject(@Nullable String value) {
        return new JobFilter(type, value, status, failureCode, createdFrom, createdTo);
    }

    public JobFilter withStatus(@Nullable JobStatus value) {
        return new JobFilter(type, subject, value, failureCode, createdFrom, createdTo);
    }

    public JobFilter withFailureCode(@Nullable FailureCode value) {
        return new JobFilter(type, subject, status, value, createdFrom, createdTo);
    }

    public JobFilter withCreated(@Nullable Instant from, @Nullable Instant to) {
        return new JobFilter(type, subject, status, failureCode, from, to);
    }
}
