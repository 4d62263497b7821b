package dev.analysisjobs.spring.metrics;

import dev.analysisjobs.model.FailureCode;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bound the values of tags: types that this node knows, the library's failure codes and the first {@value #OWN_CODES} of the
 * app's own; all others are {@value #OTHER}. Thread-safe.
 *
 * @since 0.1
 */
public final class BoundedTags {
    /** Stands for all values beyond the bound. */
    public static final String OTHER = "other";
    /** How many failure codes of the app's own are told apart. */
    public static final int OWN_CODES = 50;

    static final String NONE = "none";

    private static final Set<String> LIBRARY_CODES = Stream.of(FailureCode.class.getFields())
            .filter(field -> field.getType() == FailureCode.class)
            .map(Field::getName)
            .collect(Collectors.toUnmodifiableSet());

    private final Set<String> types;
    private final Set<String> ownCodes = ConcurrentHashMap.newKeySet();

    /** @param types the types that are told apart */
    public BoundedTags(Collection<String> types) {
        this.types = Set.copyOf(types);
    }

    /** Return a type's tag. */
    public String type(String type) {
        return types.contains(type) ? type : OTHER;
    }

    /**
     * Return a failure code's tag.
     *
     * @param without the tag of no code
     */
    public String code(@Nullable FailureCode code, String without) {
        if (code == null) {
            return without;
        }
        String name = code.name();
        if (LIBRARY_CODES.contains(name) || ownCodes.contains(name)) {
            return name;
        }
        return ownCodes.size() < OWN_CODES && ownCodes.add(name) ? name : OTHER;
    }
}
