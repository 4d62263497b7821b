package dev.analysisjobs.spring;

import dev.analysisjobs.AnalysisType;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.core.ResolvableType;

/**
 * Give the app the analysis types that it declared as beans or by {@link AnalysisHandler} methods. Immutable.
 *
 * @since 0.1
 */
public final class AnalysisTypes {
    private final Map<String, Known> known;
    private final Set<String> handled;

    /** A type, and what is known of its input and output; {@link ResolvableType#NONE} where nothing is. */
    record Known(AnalysisType<?, ?> type, ResolvableType input, ResolvableType output) {}

    AnalysisTypes(Map<String, Known> known, Set<String> handled) {
        this.handled = Set.copyOf(handled);
        this.known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
    }

    /**
     * Return a type.
     *
     * @throws IllegalArgumentException when there is no type of this name, or its input or output is of another class
     */
    @SuppressWarnings("unchecked") // Looked at where it is known.
    public <I, O> AnalysisType<I, O> get(String name, Class<I> input, Class<O> output) {
        Known found = known.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "There is no analysis type '" + name + "'; there are: " + known.keySet());
        }
        if (differs(found.input(), input) || differs(found.output(), output)) {
            throw new IllegalArgumentException("Analysis type '" + name + "' turns " + found.input() + " into "
                    + found.output() + ", not " + input.getName() + " into " + output.getName());
        }
        return (AnalysisType<I, O>) found.type();
    }

    /** Return the names of all types. */
    public Set<String> names() {
        return known.keySet();
    }

    /** Return whether this node has a handler of a type; without one it only submits and reads its jobs. */
    public boolean isHandled(String name) {
        return handled.contains(name);
    }

    /** Return all types. */
    public Collection<AnalysisType<?, ?>> all() {
        return known.values().stream().<AnalysisType<?, ?>>map(Known::type).toList();
    }

    private static boolean differs(ResolvableType known, Class<?> asked) {
        Class<?> resolved = known.resolve();
        return resolved != null && resolved != asked;
    }
}
