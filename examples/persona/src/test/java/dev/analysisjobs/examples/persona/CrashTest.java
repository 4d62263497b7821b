package dev.analysisjobs.examples.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: what only a dying JVM or a working folder can show. */
class CrashTest {
    @TempDir
    Path folder;

    @Test
    void aRunThatWasKilledIsFinishedByTheNextAndNothingIsLost() throws Exception {
        String people = People.file(folder, 60);
        int killed = process("--input", people, "--crash-after", "20", "--faults", "incident");
        assertThat(killed).as(output()).isEqualTo(PersonaApp.HALTED);
        assertThat(output()).contains("Halted after 20 AI answers");

        Program next = new Program(folder, "jdbc:h2:" + folder.resolve("persona-demo"), Map.of());
        int saved = next.count("analysis_results");
        assertThat(next.count("analysis_jobs")).isEqualTo(60);
        assertThat(next.count("analysis_jobs where status = 'processing'")).isPositive();

        assertThat(next.run("--input", people)).as(next.err()).isZero();
        assertThat(next.report().path("completed").asInt()).isEqualTo(60);
        assertThat(next.report().path("reused").asInt()).isEqualTo(saved);
        assertThat(next.report().path("joined").asInt()).isEqualTo(60 - saved);
        assertThat(next.report().path("stuck").asInt()).isZero();
        assertThat(next.report().path("aiCalls").asInt()).isEqualTo(60 - saved);
        assertThat(next.count("analysis_jobs")).isEqualTo(60);
        assertThat(next.count("analysis_attempts where outcome = 'lease_expired'"))
                .isPositive();
    }

    @Test
    void jobsOfAKilledRunAreFinishedAlsoByARunOverOtherPeople() throws Exception {
        process("--input", People.file(folder, 30), "--crash-after", "5");

        Program next = new Program(folder, "jdbc:h2:" + folder.resolve("persona-demo"), Map.of());
        assertThat(next.run("--people", "1")).isZero();
        assertThat(next.out()).contains("other jobs of earlier runs were finished too");
        assertThat(next.count("analysis_jobs where status = 'completed'")).isEqualTo(31);
    }

    @Test
    void withoutADatabaseAnH2FileInTheWorkingFolderIsUsedAndNamed() throws Exception {
        assertThat(process("--people", "2")).as(output()).isZero();

        assertThat(folder.resolve("persona-demo.mv.db")).exists();
        assertThat(output())
                .contains(folder.resolve("persona-demo.mv.db").toRealPath().toString());
    }

    @Test
    void aRefusalLeavesNothingButItsLine() throws Exception {
        assertThat(process("--people", "none")).isEqualTo(PersonaApp.REFUSED);
        assertThat(output().lines()).singleElement().asString().startsWith("persona: ");
    }

    private int process(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PersonaApp.class.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(outputFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private File outputFile() {
        return folder.resolve("output.txt").toFile();
    }

    private String output() throws Exception {
        return Files.readString(outputFile().toPath(), StandardCharsets.UTF_8);
    }
}
