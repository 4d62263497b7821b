package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.analysisjobs.architecture.PublicSurface;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublicTypesTest {
    private static final String PACKAGE = JdbcJobStore.class.getPackageName();
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(JdbcJobStore.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void usersSeeTheStoreItsBuilderAndWhatTheyCanGiveIt() {
        assertThat(CLASSES).hasSizeGreaterThan(30);
        assertThat(PublicSurface.describe(CLASSES, Set.of(PACKAGE)))
                .isEqualTo(List.of(
                        "package " + PACKAGE,
                        "    ConnectionSource (interface)",
                        "    JdbcJobStore (final class)",
                        "    JdbcJobStoreBuilder (final class)",
                        "    PayloadCodec (interface)",
                        "    TransactionalConnectionSource (interface)"));
    }

    @Test
    void allOfItIsInOnePackage() {
        assertThat(CLASSES).allSatisfy(type -> assertThat(type.getPackageName()).isIn(PACKAGE, ""));
    }
}
