package dev.analysisjobs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a builder's values, so that all of it is told at once. */
final class Faults {
    private final String about;
    private final List<String> all;

    Faults(String about) {
        this(about, List.of());
    }

    Faults(String about, List<String> known) {
        this.about = about;
        this.all = new ArrayList<>(known);
    }

    void add(String fault) {
        all.add(fault);
    }

    <T extends Comparable<T>> void unlessBetween(String what, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            all.add(what + " is " + value + ", it must be between " + least + " and " + most);
        }
    }

    /** Make a part that checks itself; null when it has faults, which are then told with the others. */
    <T> @Nullable T made(Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException fault) {
            all.add(String.valueOf(fault.getMessage()));
            return null;
        }
    }

    void throwIfAny() {
        if (!all.isEmpty()) {
            throw new IllegalArgumentException(about + ": " + String.join("; ", all));
        }
    }
}
