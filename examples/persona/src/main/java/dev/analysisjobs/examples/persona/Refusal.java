package dev.analysisjobs.examples.persona;

import java.util.List;

/** Say why the program does not even start: one line per fault. */
final class Refusal extends Exception {
    private final List<String> lines;

    Refusal(List<String> lines) {
        super(String.join("; ", lines));
        this.lines = List.copyOf(lines);
    }

    Refusal(String line) {
        this(List.of(line));
    }

    List<String> lines() {
        return lines;
    }
}
