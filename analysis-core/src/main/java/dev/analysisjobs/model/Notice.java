package dev.analysisjobs.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tell that a job ended, that a type was paused, or that an incident began or ended. Durable, delivered at least once; {@link #id()} is the same at every
 * delivery, so that receivers can drop repeats.
 *
 * @param id stable id, UUIDv7
 * @param kind what happened
 * @param jobId the job; null for a type and for alerts
 * @param type the analysis type; {@link Pause#EVERYTHING} for an alert about no single one
 * @param subject the job's subject; null for a type and for alerts
 * @param failure why, for every kind but {@link Kind#JOB_COMPLETED}; an alert's code is its {@link AlertRule}
 * @param createdAt when the event was committed, on the store's clock
 * @param deliveries how often delivery was begun, this one included
 * @param deliveredTo the names of the senders that already accepted it
 * @since 0.1
 */
public record Notice(
        UUID id,
        Kind kind,
        @Nullable UUID jobId,
        String type,
        @Nullable String subject,
        @Nullable Failure failure,
        Instant createdAt,
        int deliveries,
        Set<String> deliveredTo) {
    public Notice {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        deliveredTo = Set.copyOf(deliveredTo);
    }

    /** What a notice tells. Stored by name. */
    public enum Kind {
        /** A job completed, and its type or submission asked to be told. */
        JOB_COMPLETED,
        /** A job failed. */
        JOB_FAILED,
        /** A completed job's stored result was found incomplete; the job is failed now. */
        RESULT_INCOMPLETE,
        /** A type was paused by the library. */
        TYPE_PAUSED,
        /** An incident began. */
        ALERT_RAISED,
        /** An incident ended. */
        ALERT_CLEARED;

        /** Return whether such a notice is about a job. */
        public boolean isOfJob() {
            return this == JOB_COMPLETED || this == JOB_FAILED || this == RESULT_INCOMPLETE;
        }
    }

    /** Where a notice is in its delivery. Stored as the lower-case name. */
    public enum State {
        /** Waits for a delivery. */
        PENDING,
        /** Every sender accepted it. */
        DELIVERED,
        /** Given up after the last allowed delivery; visible, and can be sent again by hand. */
        PARKED
    }
}
