package dev.analysisjobs.examples.persona.sheets;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Read answer sheets from CSV: UTF-8, a header line, columns in any order, other columns ignored. */
public final class SheetReader {
    /** The most sheets of one file. */
    public static final int MOST = 100_000;

    private static final String BUILT_IN = "sheets.csv";
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get();

    private final String file;
    private final Faults faults;
    private final int limit;

    private SheetReader(String file, int limit) {
        this.file = file;
        this.faults = new Faults(file);
        this.limit = limit;
    }

    /**
     * Return the first sheets of a file.
     *
     * @param limit how many at most
     * @throws SheetException when it cannot be read, has other columns, no sheet at all, or a cell that is no answer
     */
    public static List<Sheet> read(Path file, int limit) throws SheetException {
        return new SheetReader(file.toString(), limit).read(() -> Files.newInputStream(file));
    }

    /** Return the first of the few synthetic sheets that come with the program. */
    public static List<Sheet> builtIn(int limit) throws SheetException {
        return new SheetReader("built-in " + BUILT_IN, limit)
                .read(() -> Objects.requireNonNull(SheetReader.class.getResourceAsStream(BUILT_IN), BUILT_IN));
    }

    private interface Source {
        InputStream open() throws IOException;
    }

    private List<Sheet> read(Source source) throws SheetException {
        // The decoder reports what is not UTF-8 instead of replacing it.
        try (InputStream in = source.open();
                BufferedReader text =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
                CSVParser parser = FORMAT.parse(afterByteOrderMark(text))) {
            return read(parser);
        } catch (IOException failure) {
            throw unreadable(failure);
        } catch (UncheckedIOException failure) {
            throw unreadable(Objects.requireNonNull(failure.getCause()));
        }
    }

    private static Reader afterByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        return text;
    }

    private List<Sheet> read(CSVParser parser) throws SheetException {
        List<Sheet> sheets = new ArrayList<>();
        Iterator<CSVRecord> lines = parser.iterator();
        if (!lines.hasNext()) {
            throw faults.only("the file is empty, it needs a header line");
        }
        SheetColumns columns = SheetColumns.of(lines.next(), faults);
        while (sheets.size() < limit && lines.hasNext()) {
            if (sheets.size() == MOST) {
                throw faults.only("more than " + MOST + " sheets");
            }
            // A record's line is where it ends; a cell over several lines is nothing that a sheet has.
            sheets.add(columns.sheet(lines.next(), parser.getCurrentLineNumber(), faults));
        }
        faults.raise();
        if (sheets.isEmpty()) {
            throw faults.only("a header line but no sheets");
        }
        return sheets;
    }

    private SheetException unreadable(IOException failure) {
        if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
            return faults.only("there is no such file");
        }
        if (failure instanceof AccessDeniedException) {
            return faults.only("no permission to read it");
        }
        if (failure instanceof CharacterCodingException) {
            return faults.only("not a text in UTF-8");
        }
        if (Files.isDirectory(Path.of(file))) {
            return faults.only("it is a folder, not a file");
        }
        return faults.only("cannot be read as CSV: " + failure.getMessage());
    }
}
