package dev.analysisjobs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobsBuilder;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Transitions;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the documents to the code. */
class DocumentsTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|Contract|Check))`");
    private static final Pattern ARROW = Pattern.compile("^ {4}(\\w+) --> (\\w+): ", Pattern.MULTILINE);
    private static final Set<String> NO_SETTINGS = Set.of("build", "handle", "submitOnly");

    @Test
    void everyTestThatADocumentNamesIsThere() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String document : List.of("README.md", "CONTRIBUTING.md", "docs/architecture.md")) {
            TEST.matcher(read(document)).results().forEach(found -> named.add(found.group(1)));
        }
        Set<String> there = Sources.under(Sources.module("."), "src/test/java").stream()
                .map(source -> source.path().getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(there).containsAll(named);
    }

    @Test
    void everyFailureCodeIsExplained() throws IOException {
        List<String> codes = Arrays.stream(FailureCode.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == FailureCode.class)
                .map(field -> "| `" + field.getName() + "` |")
                .toList();
        assertThat(codes).hasSizeGreaterThan(20);
        assertThat(read("docs/failures.md")).contains(codes);
    }

    @ParameterizedTest
    @ValueSource(classes = {AnalysisType.Builder.class, AnalysisJobsBuilder.class})
    void everySettingIsListed(Class<?> builder) throws IOException {
        List<String> settings = Arrays.stream(builder.getMethods())
                .filter(method -> method.getDeclaringClass() == builder && !NO_SETTINGS.contains(method.getName()))
                .map(method -> "| `" + method.getName())
                .distinct()
                .toList();
        assertThat(settings).hasSizeGreaterThan(8);
        assertThat(read("docs/configuration.md")).contains(settings);
    }

    @Test
    void theStateDiagramIsTheTable() throws IOException {
        Set<String> drawn = new TreeSet<>();
        Matcher arrows = ARROW.matcher(read("docs/architecture.md"));
        while (arrows.find()) {
            drawn.add(arrows.group(1) + " -> " + arrows.group(2));
        }
        Set<String> table = Transitions.table().stream()
                .map(line -> line.from().word() + " -> " + line.to().word())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(drawn).isEqualTo(table);
    }

    @Test
    void theReadmeIsShortAndItsLinksLeadSomewhere() throws IOException {
        String readme = read("README.md");
        assertThat(readme.lines()).hasSizeLessThan(300);
        List<String> links = Pattern.compile("\\]\\((?!https?:)([^)#]+)")
                .matcher(readme)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(links)
                .hasSizeGreaterThan(5)
                .allSatisfy(link -> assertThat(Sources.module(link)).exists());
    }

    @Test
    void everyDecisionSaysWhatWasRejected() throws IOException {
        try (Stream<Path> decisions = Files.list(Sources.module("docs/adr"))) {
            assertThat(decisions)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(decision -> assertThat(decision).content().contains("**Decision.**", "**Rejected.**"));
        }
    }

    private static String read(String document) throws IOException {
        return Files.readString(Sources.module(document));
    }
}
