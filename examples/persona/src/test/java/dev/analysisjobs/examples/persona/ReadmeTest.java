package dev.analysisjobs.examples.persona;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Ended;
import dev.analysisjobs.Submission;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.dedup.Finished;
import dev.analysisjobs.jdbc.JdbcJobStore;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.validate.ResultRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    record Sheet(List<Integer> answers) {}

    record Profile(String headline, String summary) {}

    /** Stands for the app's client. */
    private static final class Ai {
        String ask(Sheet sheet) {
            return "{\"headline\":\"Curious\",\"summary\":\"" + sheet.answers().size() + " answers\"}";
        }
    }

    @Test
    void theTenLinesOfTheReadmeWork() throws Exception {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl("jdbc:h2:mem:readme;DB_CLOSE_DELAY=-1");
        Sheet sheet = new Sheet(List.of(1, 2, 3));
        Ai ai = new Ai();

        AnalysisType<Sheet, Profile> PERSONA = AnalysisType.builder(
                        "persona-profile", "1", Codecs.json(Sheet.class), Codecs.json(Profile.class))
                .rules(ResultRules.builder()
                        .json()
                        .required("/headline", "/summary")
                        .build())
                .timeLimit(Duration.ofSeconds(60))
                .finished(Finished.reuseIfComplete(Duration.ofDays(30)))
                .build();

        AnalysisJobs jobs = AnalysisJobs.builder(
                        JdbcJobStore.builder(dataSource).build())
                .handle(PERSONA, (input, attempt) -> Verdict.text(ai.ask(input)))
                .build();
        jobs.start();

        UUID id = jobs.submit(Submission.of(PERSONA, "user-7", sheet)).job().id();
        Ended<Profile> ended = jobs.await(PERSONA, id, Duration.ofMinutes(5));

        assertThat(((Ended.Completed<Profile>) ended).answer().value()).isEqualTo(new Profile("Curious", "3 answers"));
        jobs.close();
        dataSource.close();
    }

    @Test
    void theReadmeShowsJustThoseLines() throws IOException {
        Path checkout = Path.of("../..");
        String shown = Files.readString(checkout.resolve("README.md"));
        int start = shown.indexOf("AnalysisType<Sheet, Profile> PERSONA");
        String lines = shown.substring(start, shown.indexOf("```", start)).replaceAll("//.*", "");
        String run = Files.readString(checkout.resolve("examples/persona/src/test/java")
                .resolve(ReadmeTest.class.getName().replace('.', '/') + ".java"));
        assertThat(squeezed(run)).contains(squeezed(lines));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
