package dev.analysisjobs.jdbc;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values for a statement's named parameters. */
final class Params {
    private final Map<String, @Nullable Object> values = new HashMap<>();

    static Params of(String name, @Nullable Object value) {
        return new Params().with(name, value);
    }

    Params with(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    /** Takes over all values of another one, under names that begin with a prefix. */
    Params withAll(String prefix, Params others) {
        others.values.forEach((name, value) -> values.put(prefix + name, value));
        return this;
    }

    @Nullable
    Object get(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("The statement has a parameter :" + name + " that was given no value");
        }
        return values.get(name);
    }

    /** Returns how many characters (UTF-16 units) all texts have together. */
    long chars() {
        long chars = 0;
        for (Object value : values.values()) {
            chars += value instanceof String text ? text.length() : 0;
        }
        return chars;
    }
}
