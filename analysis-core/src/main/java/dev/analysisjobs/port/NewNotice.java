package dev.analysisjobs.port;

import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.Notice;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ask a store to keep a notice in the commit of the change it tells of.
 *
 * @param id the notice's stable id, UUIDv7
 * @param kind what happened
 * @param jobId the job; null when it is about a type
 * @param type the analysis type
 * @param subject the job's subject; null when it is about a type
 * @param failure why; null only for {@link Notice.Kind#JOB_COMPLETED}
 * @since 0.1
 */
public record NewNotice(
        UUID id,
        Notice.Kind kind,
        @Nullable UUID jobId,
        String type,
        @Nullable String subject,
        @Nullable Failure failure) {
    public NewNotice {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(type, "type");
        if ((failure == null) != (kind == Notice.Kind.JOB_COMPLETED)) {
            throw new IllegalArgumentException(
                    "A notice of kind " + kind + " and its failure " + failure + " disagree");
        }
    }
}
