package dev.analysisjobs.spring.metrics;

import dev.analysisjobs.model.FailureCode;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values of tags, few by design: types of this node, codes of the library and some of the app's own, else "other". */
final class Tags {
    static final String OTHER = "other";
    static final String NONE = "none";
    static final int OWN_CODES = 50;
    private static final Set<String> LIBRARY_CODES = Stream.of(FailureCode.class.getFields())
            .filter(field -> field.getType() == FailureCode.class)
            .map(Field::getName)
            .collect(Collectors.toUnmodifiableSet());

    private final Set<String> types;
    private final Set<String> ownCodes = ConcurrentHashMap.newKeySet();

    Tags(Collection<String> types) {
        this.types = Set.copyOf(types);
    }

    String type(String type) {
        return types.contains(type) ? type : OTHER;
    }

    String code(@Nullable FailureCode code, String without) {
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
