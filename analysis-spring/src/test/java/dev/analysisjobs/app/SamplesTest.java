package dev.analysisjobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.Submission;
import dev.analysisjobs.spring.AnalysisTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.annotation.Transactional;

/** The code in docs/spring-data.md is code of these tests. */
class SamplesTest {
    private static final Pattern SAMPLE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    /** A sample. */
    record Orders(PersonNotes notes, AnalysisJobs jobs, AnalysisTypes types) {

        @Transactional
        public void order(String person, String sheet) {
            var type = types.get("profile", String.class, String.class);
            UUID job = jobs.submit(Submission.of(type, person, sheet)).job().id();
            notes.save(new PersonNote(person, job));
        }
    }

    @Test
    void everySampleIsCompiled() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("src/test/java/dev/analysisjobs/app"))) {
            for (Path file : files.toList()) {
                sources.append(withoutSpace(Files.readString(file)));
            }
        }
        List<String> samples = SAMPLE.matcher(Files.readString(Path.of("../docs/spring-data.md")))
                .results()
                .flatMap(found -> Stream.of(found.group(1).split("(?m)^}\\n")))
                .map(SamplesTest::withoutSpace)
                .filter(sample -> !sample.isEmpty())
                .toList();

        assertThat(samples)
                .hasSizeGreaterThan(3)
                .allSatisfy(sample -> assertThat(sources.toString()).contains(sample));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }
}
