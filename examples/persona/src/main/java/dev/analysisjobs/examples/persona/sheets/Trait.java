package dev.analysisjobs.examples.persona.sheets;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The five traits and the scoring key of their items. */
public enum Trait {
    AGREEABLENESS("A1"),
    CONSCIENTIOUSNESS("C4", "C5"),
    EXTRAVERSION("E1", "E2"),
    NEUROTICISM,
    OPENNESS("O2", "O5");

    /** How many items a trait has. */
    static final int ITEMS = 5;

    /** Every item's name, which is its column's name too. */
    public static final List<String> ALL_ITEMS =
            Stream.of(values()).flatMap(trait -> trait.items().stream()).toList();

    private final Set<String> reversed;

    Trait(String... reversed) {
        this.reversed = Set.of(reversed);
    }

    /** Return its word, as in profiles and prompts: what Jackson reads and writes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Return every trait's word. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Trait::toString).collect(Collectors.toUnmodifiableList());
    }

    List<String> items() {
        return IntStream.rangeClosed(1, ITEMS)
                .mapToObj(i -> name().substring(0, 1) + i)
                .toList();
    }

    boolean isReversed(String item) {
        return reversed.contains(item);
    }
}
