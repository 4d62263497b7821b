package dev.analysisjobs.examples.persona.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetReaderTest {
    private static final String HEADER = "rownames," + String.join(",", Trait.ALL_ITEMS);
    private static final String ANSWERS = ",1,2,3,4,5,6,1,2,3,4,5,6,1,2,3,4,5,6,1,2,3,4,5,6,1";

    @TempDir
    Path folder;

    @Test
    void columnsAreFoundByNameInAnyOrderAndOthersAreIgnored() throws Exception {
        List<String> columns = new ArrayList<>(Trait.ALL_ITEMS);
        Collections.reverse(columns);
        String cells =
                columns.stream().map(item -> String.valueOf(item.charAt(1))).collect(Collectors.joining(","));
        List<Sheet> sheets = read(
                "age," + String.join(",", columns) + ",rownames,mood\n31," + cells.replace("6", "1") + ",ann,fine\n");

        assertThat(sheets).singleElement().satisfies(sheet -> {
            assertThat(sheet.person()).isEqualTo("ann");
            assertThat(sheet.answers()).hasSize(25).containsEntry("A1", 1).containsEntry("O5", 5);
        });
    }

    @Test
    void aByteOrderMarkCarriageReturnsQuotesSpacesAndEmptyLinesDoNoHarm() throws Exception {
        List<Sheet> sheets = read("\uFEFF\"rownames\"" + HEADER.substring(8) + "\r\n\r\n\"ann, b\""
                + ANSWERS.replace("1,", "\"1\", ") + "\r\n");

        assertThat(sheets).singleElement().satisfies(sheet -> {
            assertThat(sheet.person()).isEqualTo("ann, b");
            assertThat(sheet.answers()).hasSize(25).containsEntry("A1", 1);
        });
    }

    @Test
    void emptyCellsAndNaAreMissingAnswers() throws Exception {
        List<Sheet> sheets = read(HEADER + "\nann,,NA" + ANSWERS.substring(4) + "\n");

        assertThat(sheets.get(0).missing()).containsExactly("A1", "A2");
    }

    @Test
    void onlyTheFirstSheetsAreTakenWhenFewerAreAskedFor() throws Exception {
        Path file = write(HEADER + "\nann" + ANSWERS + "\nbob" + ANSWERS + "\n");

        assertThat(SheetReader.read(file, 1)).extracting(Sheet::person).containsExactly("ann");
        assertThat(SheetReader.read(file, 7)).extracting(Sheet::person).containsExactly("ann", "bob");
    }

    @Test
    void everyMissingColumnIsNamedInOneLine() {
        assertThat(faults("rownames,A1\nann,1\n"))
                .singleElement()
                .asString()
                .contains("sheets.csv: line 1: no column A2, A3")
                .contains("O5");
        assertThat(faults(HEADER.replace(',', ';') + "\n"))
                .singleElement()
                .asString()
                .contains("semicolons");
    }

    @Test
    void aColumnThatStandsTwiceIsRefused() {
        assertThat(faults(HEADER + ",A1\nann" + ANSWERS + ",1\n"))
                .containsExactly(folder.resolve("sheets.csv") + ": line 1: more than one column A1");
    }

    @Test
    void everyCellThatIsNoAnswerIsNamedWithLineColumnAndValue() {
        String bad = HEADER + "\nann" + ANSWERS + "\nbob,7,x" + ANSWERS.substring(4) + "\n" + ANSWERS + "\n";

        assertThat(faults(bad))
                .extracting(fault -> fault.replace(folder.toString(), ""))
                .containsExactly(
                        "/sheets.csv: line 3, column A1: '7' is not an answer from 1 to 6",
                        "/sheets.csv: line 3, column A2: 'x' is not an answer from 1 to 6",
                        "/sheets.csv: line 4, column rownames: '' is not a person's id of 1 to 100 characters");
    }

    @Test
    void valuesThatAlmostAreAnswersAreRefused() {
        for (String value : List.of("0", "7", "-1", "3.0", "3,5", "1e0", "\u0663", "six")) {
            String cell = value.contains(",") ? "\"" + value + "\"" : value;
            assertThat(faults(HEADER + "\nann," + cell + ANSWERS.substring(2) + "\n"))
                    .as(value)
                    .singleElement()
                    .asString()
                    .contains("line 2, column A1: '" + value + "'");
        }
    }

    @Test
    void manyFaultsAreCountedNotAllTold() {
        String rows = ("ann" + ANSWERS.replace("1", "9") + "\n").repeat(30);

        assertThat(faults(HEADER + "\n" + rows))
                .hasSize(Faults.KEPT + 1)
                .last()
                .asString()
                .endsWith("and " + (30 * 5 - Faults.KEPT) + " more");
    }

    @Test
    void aLineThatIsTooShortOrTooLongIsRefused() {
        assertThat(faults(HEADER + "\nann,1,2\nbob" + ANSWERS + ",1\n"))
                .extracting(fault -> fault.replaceAll(".*csv: ", ""))
                .containsExactly("line 2: 3 cells, the header has 26", "line 3: 27 cells, the header has 26");
    }

    @Test
    void aFileWithoutHeaderOrSheetsIsRefused() {
        assertThat(faults("")).singleElement().asString().contains("the file is empty");
        assertThat(faults(HEADER + "\n")).singleElement().asString().contains("a header line but no sheets");
    }

    @Test
    void aFileThatCannotBeReadIsRefusedInOneLine() throws IOException {
        Path latin = Files.write(
                folder.resolve("latin.csv"), (HEADER + "\nJos\u00e9" + ANSWERS).getBytes(StandardCharsets.ISO_8859_1));
        Path open = Files.writeString(folder.resolve("open.csv"), HEADER + "\n\"ann" + ANSWERS);

        assertThat(faults(folder.resolve("nowhere.csv")))
                .singleElement()
                .asString()
                .endsWith("there is no such file");
        assertThat(faults(folder)).singleElement().asString().endsWith("it is a folder, not a file");
        assertThat(faults(latin)).singleElement().asString().endsWith("not a text in UTF-8");
        assertThat(faults(open)).singleElement().asString().contains("cannot be read as CSV");
    }

    @Test
    void theBuiltInSheetsShowAPersonWhoCannotBeScoredAndSomeWhoCanDespiteMissingAnswers() throws Exception {
        List<Sheet> sheets = SheetReader.builtIn(100);

        assertThat(sheets).hasSize(12);
        assertThat(sheets.stream().filter(sheet -> Scoring.of(sheet) instanceof Scoring.TooFewAnswers))
                .extracting(Sheet::person)
                .containsExactly("p11", "p12");
        assertThat(sheets.stream().filter(sheet -> !sheet.missing().isEmpty())).hasSize(4);
    }

    private List<Sheet> read(String csv) throws Exception {
        return SheetReader.read(write(csv), 100);
    }

    private List<String> faults(String csv) {
        return faults(write(csv));
    }

    private static List<String> faults(Path file) {
        return catchThrowableOfType(SheetException.class, () -> SheetReader.read(file, 100_000))
                .faults();
    }

    private Path write(String csv) {
        try {
            return Files.writeString(folder.resolve("sheets.csv"), csv);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
