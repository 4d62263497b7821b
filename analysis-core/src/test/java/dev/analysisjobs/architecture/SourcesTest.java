package dev.analysisjobs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.architecture.Arrows.Row;
import dev.analysisjobs.architecture.Sources.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules that compiled classes do not show. */
class SourcesTest {
    private static final int LONGEST = 400;
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?(dev\\.analysisjobs(?:\\.[a-z]\\w*)*)\\.", Pattern.MULTILINE);
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("^public .*\\b(?:class|interface|record|enum|@interface) (\\w+)", Pattern.MULTILINE);
    private static final Pattern SINCE = Pattern.compile("^ \\* @since \\d+\\.\\d+$", Pattern.MULTILINE);
    private static final Pattern UNWANTED = Pattern.compile("\\b(?:TODO|FIXME|XXX)\\b|@author\\b");

    @BeforeAll
    static void enoughFilesAreSeen() {
        assertThat(Sources.main()).hasSizeGreaterThan(100);
    }

    @Test
    void noFileIsLongerThan400Lines() {
        assertThat(tooLong(Sources.main())).isEmpty();
    }

    @Test
    void everyPublicTypeThatUsersSeeSaysSinceWhen() {
        assertThat(withoutSince(Sources.main(), PublicSurface.exportedPackages(AnalysisType.class)))
                .isEmpty();
    }

    /** Compiled classes lose imports that only Javadoc or an inlined constant needs. */
    @Test
    void importsKeepToTheArrowsToo() {
        assertThat(badImports(Sources.under(Sources.module("analysis-core"), "src/main/java")))
                .isEmpty();
    }

    @Test
    void nothingIsLeftToDoAndNoFileNamesAnAuthor() {
        assertThat(Sources.main().stream()
                        .filter(source -> UNWANTED.matcher(source.text()).find()))
                .isEmpty();
    }

    @Test
    void theRulesBite() {
        Source bad = source(
                "package dev.analysisjobs.model;",
                "import dev.analysisjobs.port.Codec;",
                "/** Say something. */",
                "public sealed interface Bad {}");
        Source good = source(
                "package dev.analysisjobs.port;",
                "import static dev.analysisjobs.model.JobStatus.PENDING;",
                "/**",
                " * Say something.",
                " *",
                " * @since 0.1",
                " */",
                "public record Good() {}");
        Source longest = new Source(
                Path.of("L.java"), Stream.generate(() -> "//").limit(LONGEST).toList());
        Source tooLong = new Source(
                Path.of("T.java"),
                Stream.generate(() -> "//").limit(LONGEST + 1).toList());

        assertThat(tooLong(List.of(longest, tooLong))).containsExactly(tooLong);
        assertThat(withoutSince(List.of(bad, good), Set.of("dev.analysisjobs.model", "dev.analysisjobs.port")))
                .containsExactly(bad);
        assertThat(badImports(List.of(bad, good))).containsExactly("model sees port");
        assertThat(UNWANTED.matcher(" * @author somebody").find()).isTrue();
    }

    private static List<Source> tooLong(List<Source> sources) {
        return sources.stream()
                .filter(source -> source.lines().size() > LONGEST)
                .toList();
    }

    private static List<Source> withoutSince(List<Source> sources, Set<String> exported) {
        return sources.stream()
                .filter(source -> exported.contains(packageOf(source)))
                .filter(source -> {
                    Matcher type = PUBLIC_TYPE.matcher(source.text());
                    return type.find()
                            && !SINCE.matcher(source.text().substring(0, type.start()))
                                    .find();
                })
                .toList();
    }

    private static List<String> badImports(List<Source> sources) {
        List<String> found = new ArrayList<>();
        for (Source source : sources) {
            if (source.path().endsWith("module-info.java")) {
                continue;
            }
            Row row = row(packageOf(source));
            Matcher imports = IMPORT.matcher(source.text());
            while (imports.find()) {
                Row seen = row(imports.group(1));
                if (!row.equals(seen) && !row.sees().contains(seen.name()) && !isTheOneException(source, seen)) {
                    found.add(row + " sees " + seen);
                }
            }
        }
        return found;
    }

    private static boolean isTheOneException(Source source, Row seen) {
        return source.path().endsWith(Path.of("model", "AnalysisResult.java"))
                && seen.name().equals("validate");
    }

    private static Row row(String packageName) {
        String name = packageName.equals(Core.ARROWS.root())
                ? ""
                : packageName.substring(Core.ARROWS.root().length() + 1);
        return Arrows.TABLE.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No row for package " + packageName));
    }

    private static String packageOf(Source source) {
        Matcher matcher = PACKAGE.matcher(source.text());
        return matcher.find() ? matcher.group(1) : "";
    }

    private static Source source(String... lines) {
        return new Source(Path.of("dev", "analysisjobs", "Some.java"), List.of(lines));
    }
}
