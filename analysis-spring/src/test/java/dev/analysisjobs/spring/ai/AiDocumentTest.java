package dev.analysisjobs.spring.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.examples.simulated.Fault;
import dev.analysisjobs.model.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/ai-clients.md to the code. */
class AiDocumentTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void everySampleIsCompiledCode() throws IOException {
        String compiled = squeezed(read("analysis-spring/src/test/java/dev/analysisjobs/spring/ai/AiSamples.java"))
                + squeezed(read("examples/langchain4j/src/test/java/dev/analysisjobs/examples/langchain4j/"
                        + "ChatModelAnalyzerTest.java"));
        List<String> samples = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(read("docs/ai-clients.md"))
                .results()
                .map(found -> squeezed(found.group(1)))
                .toList();

        assertThat(samples)
                .hasSizeGreaterThan(3)
                .allSatisfy(sample -> assertThat(compiled).contains(sample));
    }

    @Test
    void everyOutcomeOfTheFaultsIsInTheTable() throws IOException {
        String document = read("docs/ai-clients.md");

        assertThat(Arrays.stream(Fault.values()).map(Fault::outcome).filter(code -> !code.equals("COMPLETE")))
                .isNotEmpty()
                .allSatisfy(code -> {
                    assertThat(document).contains("`" + code + "`");
                    assertThat(FailureCode.class.getFields())
                            .anySatisfy(field -> assertThat(field.getName()).isEqualTo(code));
                });
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "").replace("static", "");
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
