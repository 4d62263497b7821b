package dev.analysisjobs.spring.jpa;

import dev.analysisjobs.model.FailureCode;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Map a failure code to the name that the tables hold. Applied only where an attribute says so.
 *
 * @since 0.1
 */
@Converter
public final class FailureCodeConverter implements AttributeConverter<@Nullable FailureCode, @Nullable String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable FailureCode code) {
        return code == null ? null : code.name();
    }

    @Override
    public @Nullable FailureCode convertToEntityAttribute(@Nullable String name) {
        return name == null ? null : new FailureCode(name);
    }
}
