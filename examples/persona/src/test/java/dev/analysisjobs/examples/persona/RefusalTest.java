package dev.analysisjobs.examples.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program is given wrongly ends in status 2 and one clear line each on standard error, with no stack trace. */
class RefusalTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--nonsense | --nonsense",
                "stray | stray",
                "--people 0 | --people is 0, it must be at least 1",
                "--people x | 'x'",
                "--people | --people",
                "--concurrency 0 | --concurrency is 0, it must be between 1 and 256",
                "--concurrency 257 | 257",
                "--seed much | 'much'",
                "--crash-after 0 | --crash-after is 0",
                "--faults some | 'some'",
                "--people 1 --people 2 | --people",
                "--ai-url nowhere | --ai-url 'nowhere'",
                "--ai-url http://host:99999 | 99999",
                "--ai-url http://host --faults harsh | --faults harsh",
                "--model gpt | --model goes with --ai-url",
                "--db jdbc:mysql://host/db | --db 'jdbc:mysql://host/db'",
                "--db jdbc:postgresql://127.0.0.1:1/jobs | --db jdbc:postgresql://127.0.0.1:1/jobs",
                "--db jdbc:h2:tcp://127.0.0.1:1/jobs | --db jdbc:h2:tcp://127.0.0.1:1/jobs",
                "--report /nowhere/at/all.json | --report /nowhere/at/all.json",
                "--input nowhere.csv | nowhere.csv: there is no such file"
            })
    void badOptionsAreNamed(String args, String named) {
        Program program = new Program(folder);

        assertThat(program.runAsIs(args.split(" ", -1))).isEqualTo(PersonaApp.REFUSED);
        assertThat(program.err().lines())
                .singleElement()
                .asString()
                .startsWith("persona: ")
                .contains(named);
        assertThat(program.out()).isEmpty();
    }

    @Test
    void allFaultsAreToldAtOnce() {
        Program program = new Program(folder);

        assertThat(program.runAsIs("--people", "0", "--concurrency", "0", "--db", "x"))
                .isEqualTo(PersonaApp.REFUSED);
        assertThat(program.err().lines()).hasSize(3);
    }

    @Test
    void aFileWithOtherColumnsIsRefusedInOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("other.csv"), "name,A1\nann,1\n");
        Program program = new Program(folder);

        assertThat(program.run("--input", file.toString())).isEqualTo(PersonaApp.REFUSED);
        assertThat(program.err().lines())
                .singleElement()
                .asString()
                .contains("other.csv: line 1: no column rownames, A2");
    }

    @Test
    void everyBadAnswerIsNamed() throws Exception {
        Path file = Path.of(People.file(folder, 2));
        Files.writeString(
                file, Files.readString(file).replaceFirst("m1,\\d", "m1,7").replaceFirst("m2,\\d", "m2,x"));
        Program program = new Program(folder);

        assertThat(program.run("--input", file.toString())).isEqualTo(PersonaApp.REFUSED);
        assertThat(program.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("line 2, column A1: '7'"),
                        line -> assertThat(line).contains("line 3, column A1: 'x'"));
    }

    @Test
    void passwordsAndKeysAreNeverShown() {
        Program program = new Program(
                folder,
                "jdbc:postgresql://127.0.0.1:1/jobs?user=me&password=topsecret",
                Map.of("PERSONA_AI_KEY", "top secret", "PERSONA_DB_PASSWORD", "topsecret"));

        assertThat(program.run("--ai-url", "http://host")).isEqualTo(PersonaApp.REFUSED);
        assertThat(program.run()).isEqualTo(PersonaApp.REFUSED);
        assertThat(program.err())
                .contains("PERSONA_AI_KEY")
                .contains("127.0.0.1:1")
                .doesNotContain("secret");
    }

    @Test
    void aDatabaseOfSomethingElseIsRefused() throws Exception {
        Path file =
                Files.writeString(folder.resolve("jobs.mv.db"), "not a database at all, but long enough".repeat(500));
        Program program = new Program(folder);

        assertThat(program.run()).isEqualTo(PersonaApp.REFUSED);
        assertThat(program.err().lines()).singleElement().asString().contains("--db jdbc:h2:");
        assertThat(file).exists();
    }
}
