package dev.analysisjobs.spring.jpa;

import dev.analysisjobs.model.AttemptEnd;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Map the end of an attempt to the lower-case word that the tables hold. Applied only where an attribute says so.
 *
 * @since 0.1
 */
@Converter
public final class AttemptEndConverter implements AttributeConverter<@Nullable AttemptEnd, @Nullable String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable AttemptEnd end) {
        return end == null ? null : end.word();
    }

    @Override
    public @Nullable AttemptEnd convertToEntityAttribute(@Nullable String word) {
        return word == null ? null : AttemptEnd.ofWord(word);
    }
}
