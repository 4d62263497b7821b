package dev.analysisjobs.spring;

import dev.analysisjobs.port.Codec;
import dev.analysisjobs.validate.ResultRulesBuilder;
import jakarta.validation.Validator;
import org.springframework.beans.factory.BeanFactory;

/** Bean Validation by the app's validator; loaded only where its API is there. */
final class BeanConstraints implements TypeFactory.Constraints {
    private final BeanFactory beans;

    BeanConstraints(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public void add(ResultRulesBuilder rules, Codec<?> output, Class<?> outputClass) {
        Validator validator = beans.getBeanProvider(Validator.class).getIfUnique();
        if (validator != null && knowsConstraints(validator, outputClass)) {
            rules.decodes(output::decode, validator);
        }
    }

    /** Spring MVC has a validator also where the class path has only the API: it then knows of no constraints. */
    private static boolean knowsConstraints(Validator validator, Class<?> type) {
        try {
            return validator.getConstraintsForClass(type).isBeanConstrained();
        } catch (IllegalStateException withoutProvider) {
            return false;
        }
    }
}
