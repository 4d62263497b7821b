package dev.analysisjobs.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree of the whole checkout. */
final class Sources {
    private Sources() {}

    /** One Java source file. */
    record Source(Path path, List<String> lines) {
        String text() {
            return String.join("\n", lines);
        }

        @Override
        public String toString() {
            return root().relativize(path).toString();
        }
    }

    /** Return a module's folder. */
    static Path module(String name) {
        return root().resolve(name);
    }

    /** Return the Java files of all modules' main code. */
    static List<Source> main() {
        return under(root(), "src/main/java");
    }

    /** Return the Java files below folders of a given name. */
    static List<Source> under(Path folder, String kind) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().replace('\\', '/').contains("/" + kind + "/"))
                    .sorted()
                    .map(Sources::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Source read(Path path) {
        try {
            return new Source(path, Files.readAllLines(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(path.toString(), unreadable);
        }
    }

    /** Return the checkout's folder, from wherever in it the tests run. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("analysis-core/pom.xml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "Not inside a checkout: " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }
}
