package dev.analysisjobs.spring;

import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Names what the library looks up by name: its schema scripts, virtual threads, and the optional libraries of its rules. */
final class AnalysisRuntimeHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        hints.resources().registerPattern("dev/analysisjobs/jdbc/schema/*/*.sql");
        method(hints, Thread.class, "ofVirtual");
        method(hints, Executors.class, "newThreadPerTaskExecutor", ThreadFactory.class);
        if (ClassUtils.isPresent("java.lang.Thread$Builder", loader)) {
            Class<?> builder = ClassUtils.resolveClassName("java.lang.Thread$Builder", loader);
            method(hints, builder, "name", String.class, long.class);
            method(hints, builder, "factory");
        }
        hints.reflection()
                .registerTypeIfPresent(loader, "tools.jackson.databind.ObjectMapper", type -> {})
                .registerTypeIfPresent(loader, "com.networknt.schema.SchemaRegistry", type -> {});
    }

    private static void method(RuntimeHints hints, Class<?> type, String name, Class<?>... parameters) {
        hints.reflection().registerType(TypeReference.of(type));
        var method = ReflectionUtils.findMethod(type, name, parameters);
        if (method != null) {
            hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
        }
    }
}
