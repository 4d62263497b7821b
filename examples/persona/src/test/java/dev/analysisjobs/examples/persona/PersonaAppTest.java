package dev.analysisjobs.examples.persona;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.examples.simulated.Fault;
import dev.analysisjobs.examples.simulated.SimulatedAiService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whole runs in this JVM, over real HTTP and an H2 file. */
class PersonaAppTest {
    @TempDir
    Path folder;

    @Test
    void everybodyWhoCanBeScoredGetsAProfileAndTheOthersAReason() {
        Program program = program();

        assertThat(program.run()).isZero();
        assertThat(program.err()).isEmpty();
        assertThat(program.out())
                .contains("simulated")
                .contains("p11     MISSING_ANSWERS  Too few answers: extraversion has 3 of 5")
                .contains("Missing: E1, E4")
                .contains("12 submitted")
                .contains("Stored in");
        JsonNode report = program.report();
        assertThat(report.toString())
                .contains(
                        "\"submitted\":12,\"completed\":10,\"failed\":{\"MISSING_ANSWERS\":2},\"stuck\":0,\"incomplete\":0,"
                                + "\"joined\":0,\"reused\":0,\"attempts\":12,\"aiCalls\":10,\"seconds\":");
        assertThat(program.count("analysis_jobs where status = 'completed'")).isEqualTo(10);
        assertThat(program.count("analysis_results")).isEqualTo(10);
    }

    @Test
    void theSecondRunAsksTheAiForNobodyWhoHasAProfile() {
        program().run();
        Program again = program();

        assertThat(again.run()).isZero();
        assertThat(again.report().path("reused").asInt()).isEqualTo(10);
        assertThat(again.report().path("completed").asInt()).isEqualTo(10);
        assertThat(again.report().path("aiCalls").asInt()).isZero();
        assertThat(again.report().at("/failed/MISSING_ANSWERS").asInt()).isEqualTo(2);
        assertThat(again.count("analysis_results")).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"incident", "harsh"})
    void everyJobEndsWhateverTheAiDoes(String faults) {
        Program program = program();

        assertThat(program.run("--input", People.file(folder, 40), "--faults", faults, "--seed", "5"))
                .isZero();
        JsonNode report = program.report();
        assertThat(report.path("submitted").asInt()).isEqualTo(40);
        assertThat(report.path("completed").asInt() + failed(report)).isEqualTo(40);
        assertThat(report.path("completed").asInt()).isGreaterThan(25);
        assertThat(report.path("stuck").asInt()).isZero();
        assertThat(report.path("incomplete").asInt()).isZero();
        assertThat(report.path("aiCalls").asInt()).isGreaterThan(40);
        assertThat(program.count("analysis_jobs where status in ('pending', 'processing')"))
                .isZero();
        assertThat(program.count("analysis_results"))
                .isEqualTo(report.path("completed").asInt());

        Program again = program();
        assertThat(again.run("--input", People.file(folder, 40))).isZero();
        assertThat(again.report().path("reused").asInt())
                .isEqualTo(report.path("completed").asInt());
        assertThat(again.report().path("aiCalls").asInt()).isEqualTo(failed(report));
        assertThat(again.report().path("completed").asInt()).isEqualTo(40);
    }

    @Test
    void theSameSheetTwiceIsOneJob() throws Exception {
        Path file = Path.of(People.file(folder, 3));
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), lines.get(1), lines.get(1), lines.get(2)));
        Program program = program();

        assertThat(program.run("--input", file.toString())).isZero();
        assertThat(program.report().path("submitted").asInt()).isEqualTo(3);
        assertThat(program.report().path("joined").asInt()).isEqualTo(1);
        assertThat(program.report().path("completed").asInt()).isEqualTo(3);
        assertThat(program.report().path("aiCalls").asInt()).isEqualTo(2);
        assertThat(program.report().path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void fewerPeopleAreTakenWhenAskedFor() {
        Program program = program();

        assertThat(program.run("--people", "3", "--concurrency", "1")).isZero();
        assertThat(program.report().path("submitted").asInt()).isEqualTo(3);
    }

    @Test
    void anAiThatCannotBeReachedFailsEveryJobWithThatReason() {
        Program program = program();

        assertThat(program.run("--people", "1", "--ai-url", "http://127.0.0.1:1"))
                .isZero();
        assertThat(program.report().path("failed").toString()).isEqualTo("{\"TRANSPORT\":1}");
    }

    @Test
    void aKeyThatIsRefusedJobAfterJobPausesTheRestUntilTheProgramIsStartedAgain() throws Exception {
        String people = People.file(folder, 30);
        Program refused = program();
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> Fault.UNAUTHORIZED_401)) {
            assertThat(refused.run(
                            "--input",
                            people,
                            "--concurrency",
                            "2",
                            "--ai-url",
                            service.url().toString()))
                    .isEqualTo(PersonaApp.NOT_ENDED);
        }
        JsonNode report = refused.report();
        assertThat(refused.out()).contains("paused all that is left").contains("Incorrect API key");
        assertThat(report.at("/failed/AUTH_OR_CONFIG").asInt()).isBetween(5, 10);
        assertThat(report.path("stuck").asInt() + failed(report)).isEqualTo(30);

        Program again = program();
        try (SimulatedAiService service = SimulatedAiService.start((person, call) -> Fault.NONE)) {
            assertThat(again.run("--input", people, "--ai-url", service.url().toString()))
                    .isZero();
        }
        assertThat(again.out()).contains("Resumed what was paused");
        assertThat(again.report().path("completed").asInt()).isEqualTo(30);
        assertThat(again.report().path("joined").asInt())
                .isEqualTo(report.path("stuck").asInt());
    }

    @Test
    void helpNamesEveryOption() {
        Program program = program();

        assertThat(program.runAsIs("--help")).isZero();
        assertThat(program.out())
                .contains("--input", "--db", "--people", "--seed", "--concurrency", "--crash-after", "--report")
                .contains(
                        "--faults", "--ai-url", "--model", "--db-user", "PERSONA_AI_KEY", "PERSONA_DB_PASSWORD", "137");
    }

    private static int failed(JsonNode report) {
        return report.path("failed").valueStream().mapToInt(JsonNode::asInt).sum();
    }

    private Program program() {
        return new Program(folder);
    }
}
