package dev.analysisjobs.examples.persona.sheets;

import java.util.ArrayList;
import java.util.List;

/** Collect a file's faults, so that all are told at once; keeps the first few and counts the rest. */
final class Faults {
    static final int KEPT = 20;
    private static final int VALUE_LIMIT = 40;

    private final String file;
    private final List<String> kept = new ArrayList<>();
    private int more;

    Faults(String file) {
        this.file = file;
    }

    void add(long line, String column, String value, String what) {
        String shown = value.length() > VALUE_LIMIT ? value.substring(0, VALUE_LIMIT) + "…" : value;
        add("line " + line + ", column " + column + ": '" + shown.replaceAll("\\p{Cntrl}", "?") + "' " + what);
    }

    void add(String what) {
        if (kept.size() < KEPT) {
            kept.add(file + ": " + what);
        } else {
            more++;
        }
    }

    SheetException only(String what) {
        return new SheetException(List.of(file + ": " + what));
    }

    void raise() throws SheetException {
        if (more > 0) {
            kept.add(file + ": and " + more + " more");
        }
        if (!kept.isEmpty()) {
            throw new SheetException(kept);
        }
    }
}
