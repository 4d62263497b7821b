package dev.analysisjobs.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/**
 * What the rules of the library may not touch: files, sockets, clocks, chance, threads, logs. Exceptions of those worlds may be
 * named, since outcomes are told by their types.
 */
final class Purity {
    private static final List<String> WORLDS = List.of(
            "java.io.",
            "java.nio.file.",
            "java.nio.channels.",
            "java.net.",
            "java.sql.",
            "java.util.concurrent.locks.",
            "java.util.logging.",
            "java.lang.Thread",
            "java.lang.Process",
            "java.lang.Runtime",
            "java.lang.System$Logger",
            "java.util.Timer",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.security.SecureRandom");
    private static final Set<String> VALUES = Set.of("java.io.Serializable", URI.class.getName());
    private static final Set<String> SYSTEM_CALLS =
            Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "exit");

    private Purity() {}

    /** Return the rule for the pure packages below a root. */
    static ArchRule rule(Arrows arrows) {
        return ArchRuleDefinition.classes()
                .that(arrows.areIn("model").or(arrows.areIn("validate")).or(arrows.areIn("dedup")))
                .should(new ArchCondition<JavaClass>("touch no I/O, clock, chance, thread or log") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                            if (isOfTheWorld(dependency.getTargetClass().getBaseComponentType())) {
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                            }
                        }
                        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                            if (asksTheWorld(access)) {
                                events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                            }
                        }
                    }
                });
    }

    private static boolean isOfTheWorld(JavaClass type) {
        String name = type.getName();
        return (WORLDS.stream().anyMatch(name::startsWith)
                        && !VALUES.contains(name)
                        && !type.isAssignableTo(Throwable.class))
                || type.isAssignableTo(Executor.class)
                || type.isAssignableTo(Future.class);
    }

    private static boolean asksTheWorld(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return switch (owner) {
            case "java.lang.System" -> SYSTEM_CALLS.contains(name);
            case "java.lang.Math" -> name.equals("random");
            case "java.util.UUID" -> name.equals("randomUUID");
            default -> owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system"));
        };
    }
}
