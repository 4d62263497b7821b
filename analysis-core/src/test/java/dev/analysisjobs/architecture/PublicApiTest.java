package dev.analysisjobs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Compares what users can see with a stored list, so that growth shows up in review. After a change that is meant, write the
 * list anew with {@code mvn -pl analysis-core test -Dtest=PublicApiTest -DpublicApi.write=true}.
 */
class PublicApiTest {
    private static final Set<String> EXPORTED = PublicSurface.exportedPackages(dev.analysisjobs.AnalysisType.class);

    @Test
    void whatUsersCanSeeIsWhatWasAgreed() throws IOException {
        List<String> surface = PublicSurface.describe(Core.CLASSES, EXPORTED);
        assertThat(surface).hasSizeGreaterThan(50);
        Path stored = Sources.module("analysis-core").resolve("src/test/resources/public-api.txt");
        if (Boolean.getBoolean("publicApi.write")) {
            Files.write(stored, surface);
        }
        assertThat(surface)
                .as("public types; is the change meant? then run with -DpublicApi.write=true")
                .containsExactlyElementsOf(Files.readAllLines(stored));
    }

    @Test
    void noPublicSignatureNamesAnInternalType() {
        PublicSurface.noLeaks(Core.ARROWS, EXPORTED).check(Core.CLASSES);
    }

    @Test
    void stagesAndEngineAreNotExported() {
        assertThat(EXPORTED).doesNotContain(Core.ARROWS.root() + ".engine");
        assertThat(Arrows.STAGES).noneMatch(stage -> EXPORTED.contains(Core.ARROWS.root() + "." + stage));
    }
}
