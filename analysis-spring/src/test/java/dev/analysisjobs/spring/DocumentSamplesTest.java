package dev.analysisjobs.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code in the documents on Spring and on AI clients is code that is compiled here and in the examples. */
class DocumentSamplesTest {
    private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final List<Path> COMPILED =
            List.of(Path.of("src/test/java"), Path.of("../examples/langchain4j/src/test/java"));

    @ParameterizedTest
    @ValueSource(strings = {"spring.md", "spring-data.md", "ai-clients.md", "notices.md"})
    void everySampleIsCompiled(String document) throws IOException {
        String compiled = compiled();
        // What a sample has at the top level may stand in several files.
        List<String> samples = SAMPLE.matcher(Files.readString(Path.of("../docs", document)))
                .results()
                .flatMap(found -> Stream.of(found.group(1).split("(?m)^}\\n")))
                .map(DocumentSamplesTest::squeezed)
                .filter(sample -> !sample.isEmpty())
                .toList();

        assertThat(samples)
                .hasSizeGreaterThan(1)
                .allSatisfy(sample -> assertThat(compiled).contains(sample));
    }

    private static String compiled() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path root : COMPILED) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(name -> name.toString().endsWith(".java")).toList()) {
                    all.append(squeezed(Files.readString(file)));
                }
            }
        }
        return all.toString();
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "").replace("static", "");
    }
}
