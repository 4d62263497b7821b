package dev.analysisjobs.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.AnalysisType;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The core asks only for slf4j, resilience4j and JSpecify; everything else is needed only by the feature that uses it. */
class OptionalLibrariesTest {
    private static final URLClassLoader BARE = new URLClassLoader(
            Stream.of(
                            AnalysisType.class,
                            PlainUse.class,
                            Logger.class,
                            NullMarked.class,
                            IntervalFunction.class,
                            Retry.class,
                            TimeLimiter.class)
                    .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                    .distinct()
                    .toArray(URL[]::new),
            ClassLoader.getPlatformClassLoader());

    @AfterAll
    static void close() throws IOException {
        BARE.close();
    }

    @Test
    void theOptionalLibrariesAreReallyMissingHere() {
        for (String optional : new String[] {
            "tools.jackson.databind.ObjectMapper", "com.networknt.schema.SchemaRegistry", "jakarta.validation.Validator"
        }) {
            assertThat(getClass().getClassLoader().getResource(optional.replace('.', '/') + ".class"))
                    .isNotNull();
            assertThatThrownBy(() -> BARE.loadClass(optional)).isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void aJobOfPlainTextsRunsWithoutThem() throws ReflectiveOperationException {
        assertThat(inTheBareWorld("runsAJob")).isEqualTo("completed");
    }

    @Test
    void whatNeedsThemNamesTheMissingDependencies() throws ReflectiveOperationException {
        assertThat(inTheBareWorld("asksForMore"))
                .contains("tools.jackson.core:jackson-databind", "com.networknt:json-schema-validator");
        assertThat(inTheBareWorld("asksForACodec")).contains("tools.jackson.core:jackson-databind");
    }

    private static String inTheBareWorld(String method) throws ReflectiveOperationException {
        return (String)
                BARE.loadClass(PlainUse.class.getName()).getMethod(method).invoke(null);
    }
}
