package dev.analysisjobs.spring.jpa;

import dev.analysisjobs.model.JobStatus;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Map a status to the lower-case word that the tables hold. Applied only where an attribute says so.
 *
 * @since 0.1
 */
@Converter
public final class JobStatusConverter implements AttributeConverter<@Nullable JobStatus, @Nullable String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable JobStatus status) {
        return status == null ? null : status.word();
    }

    @Override
    public @Nullable JobStatus convertToEntityAttribute(@Nullable String word) {
        return word == null ? null : JobStatus.ofWord(word);
    }
}
