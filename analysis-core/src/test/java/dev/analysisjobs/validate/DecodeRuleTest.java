package dev.analysisjobs.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.port.Codec;
import dev.analysisjobs.port.Codecs;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DecodeRuleTest {
    @Constraint(validatedBy = NamedDifferently.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Distinct {
        String message() default "two parts have one name";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    public static final class NamedDifferently implements ConstraintValidator<Distinct, Persona> {
        @Override
        public boolean isValid(Persona persona, ConstraintValidatorContext context) {
            return persona.traits() == null
                    || persona.traits().stream().distinct().count()
                            == persona.traits().size();
        }
    }

    record Trait(@NotBlank String name, @Max(1) double score) {}

    @Distinct
    record Persona(
            @NotBlank String name,
            @NotNull @Size(min = 1) List<@Valid Trait> traits,
            Map<String, @NotBlank String> notes,
            List<@NotBlank String> tags) {}

    private static ValidatorFactory factory;
    private static Validator validator;

    private final Codec<Persona> codec = Codecs.json(Persona.class);

    @BeforeAll
    static void build() {
        factory = Validation.byProvider(HibernateValidator.class)
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator())
                .defaultLocale(Locale.ENGLISH)
                .buildValidatorFactory();
        validator = factory.getValidator();
    }

    @AfterAll
    static void close() {
        factory.close();
    }

    @Test
    void anOutputThatDecodesPasses() {
        Judge.passes(ResultRules.builder().decodes(codec::decode).build(), "{\"name\":\"\"}");
    }

    @Test
    void anOutputThatDoesNotDecodeIsToldWithThePlace() {
        ResultRules rules = ResultRules.builder().decodes(codec::decode).build();
        assertThat(Judge.violations(rules, "{\"traits\":[{\"score\":1},{\"score\":\"high\"}]}"))
                .singleElement()
                .asString()
                .startsWith("/traits/1/score: cannot be decoded: java.lang.IllegalArgumentException: The text cannot be"
                        + " read as ");
        assertThat(Judge.violations(rules, "no json"))
                .singleElement()
                .asString()
                .startsWith("cannot be decoded: ");
    }

    @Test
    void aDecoderThatReturnsNullIsAViolation() {
        assertThat(Judge.violations(ResultRules.builder().decodes(text -> null).build(), "text"))
                .containsExactly("was decoded to null");
    }

    @Test
    void aDecoderThatThrowsAnErrorIsAViolation() {
        ResultRules rules = ResultRules.builder()
                .decodes(text -> {
                    throw new StackOverflowError();
                })
                .build();
        assertThat(Judge.violations(rules, "text"))
                .containsExactly("The rule 'decodes' itself failed: java.lang.StackOverflowError");
    }

    @Test
    void constraintsAreToldAsPointers() {
        assertThat(Judge.violations(constrained(), """
                        {"name":" ",
                         "traits":[{"name":"a","score":0.5},{"name":"","score":7}],
                         "notes":{"a/b":"","ok":"x"},
                         "tags":["x",""]}
                        """))
                .containsExactly(
                        "/name: must not be blank",
                        "/notes/a~1b: must not be blank",
                        "/tags/1: must not be blank",
                        "/traits/1/name: must not be blank",
                        "/traits/1/score: must be less than or equal to 1");
    }

    @Test
    void aConstraintOfTheWholeRecordIsToldWithoutAPlace() {
        assertThat(Judge.violations(
                        constrained(),
                        "{\"name\":\"Ada\",\"traits\":[{\"name\":\"a\",\"score\":1},{\"name\":\"a\",\"score\":1}]}"))
                .containsExactly("two parts have one name");
    }

    @Test
    void whatParsesButIsEmptyOfMeaningIsRejected() {
        assertThat(Judge.violations(constrained(), "{}"))
                .containsExactly("/name: must not be blank", "/traits: must not be null");
        assertThat(Judge.violations(constrained(), "{\"name\":\"Ada\",\"traits\":[]}"))
                .singleElement()
                .asString()
                .startsWith("/traits: size must be between 1 and ");
    }

    @Test
    void aRecordThatKeepsItsConstraintsPasses() {
        Judge.passes(constrained(), "{\"name\":\"Ada\",\"traits\":[{\"name\":\"a\",\"score\":1}]}");
    }

    private ResultRules constrained() {
        return ResultRules.builder().decodes(codec::decode, validator).build();
    }
}
