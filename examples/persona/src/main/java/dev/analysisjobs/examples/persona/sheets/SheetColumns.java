package dev.analysisjobs.examples.persona.sheets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/** Where a file's columns are. */
final class SheetColumns {
    private static final String PERSON = "rownames";
    private static final int PERSON_LIMIT = 100;
    /** What R writes for a missing answer. */
    private static final String NOT_AVAILABLE = "NA";

    private final Map<String, Integer> places;
    private final int width;

    private SheetColumns(Map<String, Integer> places, int width) {
        this.places = places;
        this.width = width;
    }

    static SheetColumns of(CSVRecord header, Faults faults) throws SheetException {
        List<String> needed = new ArrayList<>(List.of(PERSON));
        needed.addAll(Trait.ALL_ITEMS);
        Map<String, Integer> places = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip();
            if (needed.contains(name) && places.put(name, i) != null) {
                twice.add(name);
            }
        }
        List<String> missing =
                needed.stream().filter(name -> !places.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            faults.add("line 1: no column " + String.join(", ", missing)
                    + (header.get(0).contains(";") ? "; columns are separated by commas, not semicolons" : ""));
        }
        if (!twice.isEmpty()) {
            faults.add("line 1: more than one column " + String.join(", ", twice));
        }
        faults.raise();
        return new SheetColumns(places, header.size());
    }

    /** Return a line's sheet; faults go to {@code faults}, and what is returned then counts for nothing. */
    Sheet sheet(CSVRecord cells, long line, Faults faults) {
        if (cells.size() != width) {
            faults.add("line " + line + ": " + cells.size() + " cells, the header has " + width);
            return new Sheet("", Map.of());
        }
        String person = cell(cells, PERSON);
        if (person.isEmpty() || person.length() > PERSON_LIMIT || person.matches(".*\\p{Cntrl}.*")) {
            faults.add(line, PERSON, person, "is not a person's id of 1 to " + PERSON_LIMIT + " characters");
        }
        Map<String, Integer> answers = new TreeMap<>();
        for (String item : Trait.ALL_ITEMS) {
            String cell = cell(cells, item);
            if (cell.matches("[" + Sheet.LOWEST + "-" + Sheet.HIGHEST + "]")) {
                answers.put(item, Integer.valueOf(cell));
            } else if (!cell.isEmpty() && !cell.equals(NOT_AVAILABLE)) {
                faults.add(line, item, cell, "is not an answer from " + Sheet.LOWEST + " to " + Sheet.HIGHEST);
            }
        }
        return new Sheet(person, answers);
    }

    private String cell(CSVRecord cells, String column) {
        return cells.get(Objects.requireNonNull(places.get(column))).strip();
    }
}
