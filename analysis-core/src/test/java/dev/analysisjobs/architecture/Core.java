package dev.analysisjobs.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.analysisjobs.AnalysisType;

/** The compiled main code of the core, read once. */
final class Core {
    static final Arrows ARROWS = new Arrows("dev.analysisjobs");
    static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(AnalysisType.class.getProtectionDomain().getCodeSource().getLocation());

    private Core() {}
}
