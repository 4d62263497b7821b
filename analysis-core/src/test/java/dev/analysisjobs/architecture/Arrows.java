package dev.analysisjobs.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which package of the core may see which, and which libraries it may use: the table that docs/architecture.md explains. What
 * a row does not list is forbidden; the JDK and JSpecify's annotations are everybody's.
 *
 * <p>The rules are made for a root package, so that the very same rules can be shown to bite on fixtures.
 */
record Arrows(String root) {
    static final String FRONT_DOOR = "";

    private static final String SLF4J = "org.slf4j";
    private static final String RESILIENCE4J = "io.github.resilience4j";
    private static final String JACKSON = "tools.jackson";
    private static final String JSON_SCHEMA = "com.networknt.schema";
    private static final String BEAN_VALIDATION = "jakarta.validation";

    /** One line of the table; {@code name} is the package below the root. */
    record Row(String name, Set<String> sees, Set<String> libraries) {
        @Override
        public String toString() {
            return name.isEmpty() ? "front door" : name;
        }
    }

    static final Set<String> STAGES = Set.of("submit", "claim", "call", "finish", "notify", "sweep", "alert");
    static final Set<String> PURE = Set.of("model", "validate", "dedup");

    static final List<Row> TABLE = List.of(
            new Row("model", Set.of(), Set.of()),
            new Row("validate", Set.of("model"), Set.of(JACKSON, JSON_SCHEMA, BEAN_VALIDATION)),
            new Row("dedup", Set.of("model"), Set.of(JACKSON)),
            new Row("port", Set.of("model"), Set.of(JACKSON)),
            stage("submit"),
            stage("claim"),
            stage("call"),
            stage("finish"),
            stage("notify"),
            stage("sweep"),
            stage("alert"),
            new Row(
                    "engine",
                    Set.of(
                            "model",
                            "validate",
                            "dedup",
                            "port",
                            "submit",
                            "claim",
                            "call",
                            "finish",
                            "notify",
                            "sweep",
                            "alert"),
                    Set.of(SLF4J)),
            new Row(
                    FRONT_DOOR,
                    Set.of(
                            "model",
                            "validate",
                            "dedup",
                            "port",
                            "submit",
                            "claim",
                            "call",
                            "finish",
                            "notify",
                            "sweep",
                            "alert",
                            "engine"),
                    Set.of()),
            new Row("openai", Set.of("model", FRONT_DOOR), Set.of(JACKSON)),
            new Row("memory", Set.of("model", "port"), Set.of(SLF4J)),
            new Row("testing", Set.of("model", "validate", "dedup", "port", FRONT_DOOR, "memory"), Set.of()));

    private static Row stage(String name) {
        return new Row(name, Set.of("model", "port", "validate", "dedup"), Set.of(SLF4J, RESILIENCE4J));
    }

    /** Return the rule of one line. */
    ArchRule rule(Row row) {
        return ArchRuleDefinition.classes()
                .that(areIn(row.name()))
                .should(new SeesOnly(row))
                .as(row + " sees only " + row.sees() + " and uses only " + row.libraries());
    }

    /** Return the rule that no packages see each other in a circle. */
    ArchRule noCycles() {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return rowOf(type).map(SliceIdentifier::of).orElseGet(SliceIdentifier::ignore);
                    }

                    @Override
                    public String getDescription() {
                        return "packages below " + root;
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    DescribedPredicate<JavaClass> areIn(String row) {
        return DescribedPredicate.describe(
                "are in " + row, type -> rowOf(type).filter(row::equals).isPresent());
    }

    /** Return the package below the root that a class is in; empty outside the root. */
    Optional<String> rowOf(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(root)) {
            return Optional.of(FRONT_DOOR);
        }
        return name.startsWith(root + ".") ? Optional.of(name.substring(root.length() + 1)) : Optional.empty();
    }

    private final class SeesOnly extends ArchCondition<JavaClass> {
        private final Row row;

        SeesOnly(Row row) {
            super("see only what the row says");
            this.row = row;
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!target.isPrimitive() && !isAllowed(target)) {
                    events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                }
            }
        }

        private boolean isAllowed(JavaClass target) {
            Optional<String> seen = rowOf(target);
            if (seen.isPresent()) {
                return seen.get().equals(row.name()) || row.sees().contains(seen.get());
            }
            String name = target.getName();
            return name.startsWith("java.")
                    || name.startsWith("org.jspecify.")
                    || row.libraries().stream().anyMatch(library -> name.startsWith(library + "."));
        }
    }
}
