package dev.analysisjobs.spring;

import dev.analysisjobs.AnalysisJobsBuilder;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Analyzer;
import dev.analysisjobs.spring.AnalysisTypes.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;

/** Collects all types and their handlers, and what is wrong with them. */
final class TypeRegistry {
    /** What the binder makes of nothing: every default. */
    private static final AnalysisJobsProperties.Type NOTHING_SET =
            new Binder(List.of()).bindOrCreate("none", AnalysisJobsProperties.Type.class);

    private final ConfigurableListableBeanFactory beans;
    private final AnalysisJobsProperties properties;
    private final TypeFactory factory;
    private final Map<String, Known> types = new LinkedHashMap<>();
    private final Map<String, Handler> handlers = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    TypeRegistry(ConfigurableListableBeanFactory beans, AnalysisJobsProperties properties, TypeFactory factory) {
        this.beans = beans;
        this.properties = properties;
        this.factory = factory;
        beans.getBeansOfType(AnalysisType.class).forEach(this::add);
        HandlerScan.run(beans, faults).forEach(this::add);
        properties.types().keySet().stream()
                .filter(name -> !types.containsKey(name))
                .forEach(name ->
                        faults.add("analysis.jobs.types." + name + " is of no type: there are " + types.keySet()));
        if (types.isEmpty() && faults.isEmpty()) {
            faults.add(
                    "there is no analysis type: mark a method with @AnalysisHandler, or declare an AnalysisType bean");
        }
    }

    /** Returns what is wrong, in words. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    AnalysisTypes types() {
        return new AnalysisTypes(types, handlers.keySet());
    }

    /** Has a node know all types and run those that have a handler. */
    void register(AnalysisJobsBuilder jobs) {
        types.forEach((name, known) -> {
            Handler handler = handlers.get(name);
            if (handler == null) {
                jobs.submitOnly(known.type());
            } else {
                jobs.handle(typed(known.type()), analyzer(handler));
            }
            Integer concurrency =
                    properties.types().getOrDefault(name, NOTHING_SET).concurrency();
            if (concurrency != null) {
                jobs.concurrency(known.type(), concurrency);
            }
        });
    }

    private void add(String bean, AnalysisType<?, ?> type) {
        ResolvableType declared = ResolvableType.NONE;
        if (beans.containsBeanDefinition(bean)) {
            declared = beans.getMergedBeanDefinition(bean).getResolvableType().as(AnalysisType.class);
        }
        Known known = new Known(type, declared.getGeneric(0), declared.getGeneric(1));
        if (types.putIfAbsent(type.name(), known) != null) {
            faults.add("there are two AnalysisType beans of the type '" + type.name() + "', one is '" + bean + "'");
        }
    }

    private void add(Handler handler) {
        Handler other = handlers.putIfAbsent(handler.type(), handler);
        if (other != null) {
            faults.add("analysis type '" + handler.type() + "' has two handlers: " + other.place() + " and "
                    + handler.place());
            return;
        }
        Known declared = types.get(handler.type());
        if (declared == null) {
            derive(handler);
        } else if (differs(declared.input(), handler.input()) || differs(declared.output(), handler.output())) {
            faults.add("analysis type '" + handler.type() + "' turns " + declared.input() + " into "
                    + declared.output() + ", its handler " + handler.place() + " turns " + handler.input() + " into "
                    + handler.output());
        }
    }

    private void derive(Handler handler) {
        AnalysisJobsProperties.Type settings = properties.types().getOrDefault(handler.type(), NOTHING_SET);
        try {
            types.put(handler.type(), new Known(factory.make(handler, settings), handler.input(), handler.output()));
        } catch (IllegalArgumentException | IllegalStateException fault) {
            faults.add(String.valueOf(fault.getMessage()));
            types.remove(handler.type());
        }
    }

    private static boolean differs(ResolvableType declared, ResolvableType handled) {
        Class<?> one = declared.resolve();
        Class<?> other = handled.resolve();
        return one != null && other != null && !one.isAssignableFrom(other) && !other.isAssignableFrom(one);
    }

    private Analyzer<Object, Object> analyzer(Handler handler) {
        return new HandlerAnalyzer(beans, handler);
    }

    @SuppressWarnings("unchecked") // The handler's types are those of the type, as far as they are known.
    private static AnalysisType<Object, Object> typed(AnalysisType<?, ?> type) {
        return (AnalysisType<Object, Object>) type;
    }
}
