package dev.analysisjobs.spring.testing;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Has no threads drive the engine. */
final class AnalysisTestContextBootstrapper extends TestSliceTestContextBootstrapper<AnalysisTest> {

    @Override
    protected String[] getProperties(Class<?> testClass) {
        String @Nullable [] own = super.getProperties(testClass);
        Stream<String> wanted = own == null ? Stream.empty() : Arrays.stream(own);
        return Stream.concat(Stream.of("analysis.jobs.start=false"), wanted).toArray(String[]::new);
    }
}
