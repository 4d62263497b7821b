package dev.analysisjobs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.analysisjobs.architecture.Arrows.Row;
import dev.analysisjobs.model.AnalysisResult;
import dev.analysisjobs.validate.ValidatedResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrowsTest {
    @BeforeAll
    static void enoughClassesAreSeen() {
        assertThat(Core.CLASSES).hasSizeGreaterThan(100);
    }

    static List<Row> rows() {
        return Arrows.TABLE;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aPackageSeesOnlyWhatItsRowSays(Row row) {
        assertThat(Core.CLASSES.that(Core.ARROWS.areIn(row.name()))).isNotEmpty();
        Core.ARROWS.rule(row).check(Core.CLASSES);
    }

    @Test
    void everyPackageHasARow() {
        assertThat(packages())
                .containsExactlyInAnyOrderElementsOf(
                        Arrows.TABLE.stream().map(Row::name).toList());
    }

    @Test
    void noStageMaySeeAnotherStage() {
        for (Row row : Arrows.TABLE) {
            if (Arrows.STAGES.contains(row.name())) {
                assertThat(row.sees()).as("what %s may see", row).doesNotContainAnyElementsOf(Arrows.STAGES);
            }
        }
    }

    @Test
    void packagesFormNoCycle() {
        Core.ARROWS.noCycles().check(Core.CLASSES);
    }

    @Test
    void rulesAreFreeOfTheOutsideWorld() {
        assertThat(Core.CLASSES.stream()
                        .filter(type -> Core.ARROWS
                                .rowOf(type)
                                .filter(Arrows.PURE::contains)
                                .isPresent()))
                .hasSizeGreaterThan(40);
        Purity.rule(Core.ARROWS).check(Core.CLASSES);
    }

    /** The permits clause is no dependency in the eyes of ArchUnit, so it is looked at apart. */
    @Test
    void theResultIsSealedOverTheOneClassThatValidationMakesAndNothingElseIsSealedOverAPackageBorder() {
        assertThat(AnalysisResult.class.getPermittedSubclasses()).containsExactly(ValidatedResult.class);
        Set<String> acrossBorders = Core.CLASSES.stream()
                .map(JavaClass::reflect)
                .filter(Class::isSealed)
                .filter(parent -> List.of(parent.getPermittedSubclasses()).stream()
                        .anyMatch(permitted -> permitted.getPackage() != parent.getPackage()))
                .map(Class::getName)
                .collect(Collectors.toSet());
        assertThat(acrossBorders).containsExactly(AnalysisResult.class.getName());
    }

    @Test
    void onlyValidationCanConstructAResult() {
        assertThat(ValidatedResult.class.getConstructors()).isEmpty();
        assertThat(ValidatedResult.class.getDeclaredConstructors())
                .isNotEmpty()
                .allSatisfy(
                        constructor -> assertThat(constructor.getModifiers()).isZero());
        assertThat(ValidatedResult.class).isFinal();
    }

    @Test
    void everyPackageIsNullMarked() throws ClassNotFoundException {
        for (String name : packages()) {
            String full = name.isEmpty() ? Core.ARROWS.root() : Core.ARROWS.root() + "." + name;
            assertThat(Class.forName(full + ".package-info"))
                    .as("package %s", full)
                    .hasAnnotation(NullMarked.class);
        }
    }

    private static Set<String> packages() {
        return Core.CLASSES.stream()
                .map(Core.ARROWS::rowOf)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
