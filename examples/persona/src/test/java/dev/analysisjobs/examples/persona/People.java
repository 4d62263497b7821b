package dev.analysisjobs.examples.persona;

import dev.analysisjobs.examples.persona.sheets.Trait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Made-up people with whole sheets. */
final class People {
    private People() {}

    /** Write so many sheets into a file of a folder; the same number gives the same sheets. */
    static String file(Path folder, int people) {
        SplittableRandom random = new SplittableRandom(people);
        List<String> lines = new ArrayList<>();
        lines.add("rownames," + String.join(",", Trait.ALL_ITEMS));
        for (int person = 1; person <= people; person++) {
            lines.add("m" + person + ","
                    + random.ints(25, 1, 7).mapToObj(String::valueOf).collect(Collectors.joining(",")));
        }
        try {
            return Files.write(folder.resolve("people.csv"), lines).toString();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
