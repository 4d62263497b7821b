package dev.analysisjobs.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users of a module can see: its exported packages and the public types in them. */
public final class PublicSurface {
    private PublicSurface() {}

    /** Return the packages that the module of a class exports to everybody. */
    public static Set<String> exportedPackages(Class<?> ofModule) {
        URL location = ofModule.getProtectionDomain().getCodeSource().getLocation();
        try (InputStream descriptor = new URL(location, "module-info.class").openStream()) {
            return ModuleDescriptor.read(descriptor).exports().stream()
                    .filter(exports -> !exports.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Return one line per package and public type, sorted. */
    public static List<String> describe(JavaClasses classes, Set<String> exported) {
        List<String> lines = new ArrayList<>();
        for (String name : new TreeSet<>(exported)) {
            lines.add("package " + name);
            classes.stream()
                    .filter(type -> type.getPackageName().equals(name) && isVisible(type))
                    .map(type -> "    " + nameIn(name, type) + " (" + kind(type) + ")")
                    .sorted()
                    .forEach(lines::add);
        }
        return lines;
    }

    /** Return the rule that what users can see names only types that they can see. */
    static ArchRule noLeaks(Arrows arrows, Set<String> exported) {
        return ArchRuleDefinition.classes()
                .should(new ArchCondition<JavaClass>("name only exported types of the project in public signatures") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!exported.contains(type.getPackageName()) || !isVisible(type)) {
                            return;
                        }
                        signature(type)
                                .flatMap(one -> one.getAllInvolvedRawTypes().stream())
                                .map(JavaClass::getBaseComponentType)
                                .distinct()
                                .filter(named -> arrows.rowOf(named).isPresent())
                                .filter(named -> !exported.contains(named.getPackageName()) || !isVisible(named))
                                .forEach(leaked -> events.add(SimpleConditionEvent.violated(
                                        type, "Class <" + type.getName() + "> shows users " + leaked.getName())));
                    }
                });
    }

    private static Stream<JavaType> signature(JavaClass type) {
        List<JavaType> types = new ArrayList<>(type.getInterfaces());
        type.getSuperclass().ifPresent(types::add);
        for (JavaField field : type.getFields()) {
            if (isVisible(field)) {
                types.add(field.getType());
            }
        }
        for (JavaCodeUnit code : type.getCodeUnits()) {
            if (isVisible(code)) {
                types.add(code.getReturnType());
                types.addAll(code.getParameterTypes());
                types.addAll(code.getExceptionTypes());
            }
        }
        return types.stream();
    }

    private static boolean isVisible(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC)
                && !modifiers.contains(JavaModifier.BRIDGE);
    }

    /** A nested type is visible when all around it are public too. */
    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.isAnonymousClass()
                && type.getEnclosingClass().map(PublicSurface::isVisible).orElse(true);
    }

    private static String nameIn(String packageName, JavaClass type) {
        return type.getName().substring(packageName.length() + 1).replace('$', '.');
    }

    private static String kind(JavaClass type) {
        if (type.isAnnotation()) {
            return "annotation";
        }
        if (type.isInterface()) {
            return type.reflect().isSealed() ? "sealed interface" : "interface";
        }
        if (type.isEnum()) {
            return "enum";
        }
        if (type.isRecord()) {
            return "record";
        }
        return type.getModifiers().contains(JavaModifier.FINAL) ? "final class" : "class";
    }
}
