package dev.analysisjobs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.analysisjobs.architecture.Arrows.Row;
import dev.analysisjobs.architecture.fixture.UsesATestHelper;
import dev.analysisjobs.architecture.fixture.api.LeaksAnInternal;
import dev.analysisjobs.architecture.fixture.claim.SeesAnotherStage;
import dev.analysisjobs.architecture.fixture.dedup.AsksTheSystem;
import dev.analysisjobs.architecture.fixture.dedup.CallsAServer;
import dev.analysisjobs.architecture.fixture.dedup.StartsAThread;
import dev.analysisjobs.architecture.fixture.memory.SeesTheEngine;
import dev.analysisjobs.architecture.fixture.model.SeesPort;
import dev.analysisjobs.architecture.fixture.model.UsesALibrary;
import dev.analysisjobs.architecture.fixture.validate.AsksTheClock;
import dev.analysisjobs.architecture.fixture.validate.ReadsAFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule is evaluated on fixtures: it finds exactly those that break it. */
class RulesBiteTest {
    private static final Arrows ARROWS = new Arrows("dev.analysisjobs.architecture.fixture");
    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(ARROWS.root());

    static Stream<Arguments> rowsAndTheirOffenders() {
        return Stream.of(
                Arguments.of("model", List.of(SeesPort.class, UsesALibrary.class)),
                Arguments.of("port", List.of()),
                Arguments.of("claim", List.of(SeesAnotherStage.class)),
                Arguments.of("engine", List.of()),
                Arguments.of("memory", List.of(SeesTheEngine.class)),
                Arguments.of(Arrows.FRONT_DOOR, List.of(UsesATestHelper.class)));
    }

    @ParameterizedTest
    @MethodSource("rowsAndTheirOffenders")
    void aRowFindsWhoeverSeesMoreThanItSays(String name, List<Class<?>> offenders) {
        Row row = Arrows.TABLE.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertFinds(ARROWS.rule(row), offenders);
    }

    @Test
    void purityFindsEveryTouchOfTheOutsideWorld() {
        assertFinds(
                Purity.rule(ARROWS),
                List.of(
                        ReadsAFile.class,
                        AsksTheClock.class,
                        AsksTheSystem.class,
                        StartsAThread.class,
                        CallsAServer.class));
    }

    @Test
    void aCircleIsFound() {
        assertThat(ARROWS.noCycles().evaluate(FIXTURES).hasViolation()).isTrue();
    }

    @Test
    void aSignatureThatLeaksAnInternalTypeIsFound() {
        Set<String> exported = Set.of(ARROWS.root() + ".api");
        assertFinds(PublicSurface.noLeaks(ARROWS, exported), List.of(LeaksAnInternal.class));
    }

    private static void assertFinds(ArchRule rule, List<Class<?>> offenders) {
        List<String> details = rule.evaluate(FIXTURES).getFailureReport().getDetails();
        assertThat(FIXTURES.stream()
                        .map(type -> type.getName())
                        .filter(name -> details.stream().anyMatch(line -> isAbout(line, name))))
                .containsExactlyInAnyOrderElementsOf(
                        offenders.stream().map(Class::getName).toList());
    }

    /** ArchUnit's lines begin with the offender: "Class <a.B> ...", "Method <a.B.c()> ...". */
    private static boolean isAbout(String line, String name) {
        int start = line.indexOf('<') + 1;
        String offender = line.substring(start, line.indexOf('>', start));
        return offender.equals(name) || offender.startsWith(name + ".") || offender.startsWith(name + "$");
    }
}
