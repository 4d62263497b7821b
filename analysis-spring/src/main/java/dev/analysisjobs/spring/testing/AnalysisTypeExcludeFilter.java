package dev.analysisjobs.spring.testing;

import dev.analysisjobs.Analyzer;
import dev.analysisjobs.port.JobListener;
import dev.analysisjobs.port.NoticeSender;
import dev.analysisjobs.spring.AnalysisHandler;
import dev.analysisjobs.spring.AnalysisJobsCustomizer;
import dev.analysisjobs.spring.AnalysisTypeCustomizer;
import dev.analysisjobs.spring.ResultRulesCustomizer;
import java.io.IOException;
import java.util.Set;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Lets the component scan of a slice find what has to do with analyses. */
final class AnalysisTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<AnalysisTest> {
    private static final Set<Class<?>> INCLUDES = Set.of(
            AnalysisHandler.class,
            Analyzer.class,
            AnalysisJobsCustomizer.class,
            AnalysisTypeCustomizer.class,
            ResultRulesCustomizer.class,
            JobListener.class,
            NoticeSender.class);

    AnalysisTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
    }

    @Override
    protected Set<Class<?>> getKnownIncludes() {
        return INCLUDES;
    }

    @Override
    protected boolean defaultInclude(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
        return super.defaultInclude(reader, factory)
                || reader.getAnnotationMetadata().hasAnnotatedMethods(AnalysisHandler.class.getName());
    }
}
