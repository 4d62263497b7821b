package dev.analysisjobs.spring.testing;

import dev.analysisjobs.Steps;
import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.spring.AnalysisHandler;
import dev.analysisjobs.testing.SettableClock;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Test the analyses of a Spring Boot application alone: its {@link AnalysisHandler} beans, types, rules, customizers, listeners
 * and notice senders on the in-memory store, with a clock that the test moves and a node that the test drives. No database, no
 * web, no AI client; what handlers need is given by the test, for example with {@code @MockitoBean}.
 *
 * <p>Beans to inject: {@code AnalysisJobs} and {@code AnalysisTypes} as in the application, {@link Steps} to run what is due,
 * {@link SettableClock} to let time pass, {@link InMemoryJobStore}. Jobs are deleted after each test; the clock is never set
 * back.
 *
 * @since 0.1
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(AnalysisTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(AnalysisTypeExcludeFilter.class)
@ImportAutoConfiguration
@TestExecutionListeners(listeners = ForgetJobsTestExecutionListener.class, mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
public @interface AnalysisTest {
    /** Properties, as {@code key=value}, added to the environment of the test. */
    String[] properties() default {};

    /** Whether the beans named above are found by themselves; without it, only {@link #includeFilters()} finds any. */
    boolean useDefaultFilters() default true;

    /** Further components to find. */
    Filter[] includeFilters() default {};

    /** Components to leave out. */
    Filter[] excludeFilters() default {};

    /** Auto-configurations to leave out. */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
