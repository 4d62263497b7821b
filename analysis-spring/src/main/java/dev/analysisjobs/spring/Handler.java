package dev.analysisjobs.spring;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * What is marked as the maker of a type's calls.
 *
 * @param bean the name of the bean
 * @param method the marked method; null when the bean itself is an {@code Analyzer}
 * @param mark its annotation
 * @param input the input that it takes; {@link ResolvableType#NONE} when not known
 * @param output the output that it makes; {@link ResolvableType#NONE} when not known
 */
record Handler(
        String bean, @Nullable Method method, AnalysisHandler mark, ResolvableType input, ResolvableType output) {

    String type() {
        return mark.value();
    }

    /** Returns where it is, for people. */
    String place() {
        return method == null
                ? "bean '" + bean + "'"
                : method.getDeclaringClass().getSimpleName() + "." + method.getName() + " of bean '" + bean + "'";
    }
}
