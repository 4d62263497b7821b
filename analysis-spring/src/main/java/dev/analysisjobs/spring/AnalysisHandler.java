package dev.analysisjobs.spring;

import dev.analysisjobs.AnalysisType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Mark what makes the call of an analysis type: a method of a bean, or a bean that is an {@code Analyzer}.
 *
 * <p>A method takes the input and, if it likes, an {@code AttemptContext}; it returns the output, null for none, or a {@code
 * Verdict}. Where there is an {@link AnalysisType} bean of this name, it describes the type; otherwise input and output are those
 * of the method, as text for strings and as JSON by the app's mapper for everything else, and the settings come from
 * {@code analysis.jobs.types.<name>}. The bean is fetched when the first job runs, so it may itself be given {@code AnalysisJobs}.
 *
 * @since 0.1
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(HandlerReflectiveProcessor.class)
public @interface AnalysisHandler {
    /** The type's name. */
    String value();

    /** The type's version; {@code analysis.jobs.types.<name>.version} wins over it. */
    String version() default "1";
}
