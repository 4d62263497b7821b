package dev.analysisjobs.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AttemptContext;
import dev.analysisjobs.Verdict;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** What a native image needs is found by Spring's own processing ahead of time; an image itself is not built here. */
class NativeHintsTest {

    record Sheet(String name) {}

    record Profile(Line headline) {}

    record Line(String text) {}

    static class Handlers {
        @AnalysisHandler("profile")
        Verdict<Profile> profile(Sheet sheet, AttemptContext attempt) {
            return Verdict.value(new Profile(new Line(sheet.name())));
        }
    }

    @ImportAutoConfiguration(AnalysisJobsAutoConfiguration.class)
    static class App {}

    private final RuntimeHints hints = hintsOf(App.class, Handlers.class);

    @Test
    void handlersCanBeCalled() throws Exception {
        assertThat(RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(
                                Handlers.class.getDeclaredMethod("profile", Sheet.class, AttemptContext.class)))
                .accepts(hints);
    }

    @Test
    void theJsonOfInputAndOutputCanBeReadAndWrittenDownToTheirParts() throws Exception {
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Sheet.class.getDeclaredMethod("name")))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Line.class.getDeclaredMethod("text")))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onConstructorInvocation(Line.class.getDeclaredConstructor(String.class)))
                .accepts(hints);
    }

    @Test
    void theSchemaScriptsAreInTheImage() {
        for (String database : new String[] {"postgresql", "mariadb", "mysql", "h2"}) {
            String script = "dev/analysisjobs/jdbc/schema/" + database + "/V1__create.sql";
            assertThat(getClass().getClassLoader().getResource(script)).isNotNull();
            assertThat(RuntimeHintsPredicates.resource().forResource(script)).accepts(hints);
        }
    }

    @Test
    void optionalLibrariesAreFoundByTheirNames() throws Exception {
        assertThat(RuntimeHintsPredicates.reflection().onType(Class.forName("com.networknt.schema.SchemaRegistry")))
                .accepts(hints);
    }

    private static RuntimeHints hintsOf(Class<?>... components) {
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get("dev.analysisjobs.spring", "Ahead")),
                new InMemoryGeneratedFiles());
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(components);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        generation.writeGeneratedContent();
        return generation.getRuntimeHints();
    }
}
