package dev.analysisjobs.spring;

import dev.analysisjobs.Analyzer;
import dev.analysisjobs.Verdict;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Lets a native image call a handler, and read and write the JSON of its input and output. */
final class HandlerReflectiveProcessor implements ReflectiveProcessor {
    private final BindingReflectionHintsRegistrar bindings = new BindingReflectionHintsRegistrar();

    @Override
    public void registerReflectionHints(ReflectionHints hints, AnnotatedElement marked) {
        if (marked instanceof Class<?> analyzer) {
            bind(hints, ResolvableType.forClass(analyzer).as(Analyzer.class));
        } else if (marked instanceof Method method) {
            ResolvableType returned = ResolvableType.forMethodReturnType(method);
            if (AnnotatedElementUtils.hasAnnotation(method, Bean.class)) {
                bind(hints, returned.as(Analyzer.class));
            } else {
                hints.registerMethod(method, ExecutableMode.INVOKE);
                bindings.registerReflectionHints(hints, method.getGenericParameterTypes());
                bindings.registerReflectionHints(
                        hints, (returned.resolve() == Verdict.class ? returned.getGeneric(0) : returned).getType());
            }
        }
    }

    private void bind(ReflectionHints hints, ResolvableType analyzer) {
        for (ResolvableType type : analyzer.getGenerics()) {
            bindings.registerReflectionHints(hints, type.getType());
        }
    }
}
