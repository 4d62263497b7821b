package dev.analysisjobs.examples.persona.sheets;

import java.util.List;

/** Say why a file of sheets is refused: one line per fault, each naming file, line, column and value as far as there are. */
public final class SheetException extends Exception {
    private final List<String> faults;

    SheetException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** Return the faults, never none. */
    public List<String> faults() {
        return faults;
    }
}
