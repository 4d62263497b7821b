package dev.analysisjobs.examples.persona;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Ended;
import dev.analysisjobs.Submission;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.dedup.Finished;
import dev.analysisjobs.examples.persona.ai.Profile;
import dev.analysisjobs.examples.persona.sheets.Sheet;
import dev.analysisjobs.jdbc.JdbcJobStore;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.validate.ResultRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** The ten lines of the README, run. */
class ReadmeTest {
    private static final String SOURCE = "src/test/java/dev/analysisjobs/examples/persona/ReadmeTest.java";

    private final Sheet sheet = new Sheet("user-7", Map.of("A1", 3));

    private interface Ai {
        String ask(Sheet sheet);
    }

    @Test
    void theTenLinesLeadToAProfile() throws Exception {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl("jdbc:h2:mem:readme;DB_CLOSE_DELAY=-1");
        Ai ai = sheet -> "{\"headline\":\"Warm\",\"summary\":\"Warm and curious\"}";

        assertThat(tenLines(h2, ai))
                .isInstanceOfSatisfying(
                        Ended.Completed.class,
                        ended -> assertThat(((Profile) ended.answer().value()).headline())
                                .isEqualTo("Warm"));
    }

    private Ended<Profile> tenLines(DataSource dataSource, Ai ai) throws InterruptedException {
        // begin
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
                .handle(PERSONA, (sheet, attempt) -> Verdict.text(ai.ask(sheet)))
                .build();
        jobs.start();

        UUID id = jobs.submit(Submission.of(PERSONA, "user-7", sheet)).job().id();
        Ended<Profile> ended = jobs.await(PERSONA, id, Duration.ofMinutes(5));
        // end
        jobs.close();
        return ended;
    }

    @Test
    void theReadmeShowsExactlyThem() throws Exception {
        String source = Files.readString(Path.of(SOURCE));
        String run = source.substring(source.indexOf("// begin") + 8, source.indexOf("// end"));
        String readme = Files.readString(Path.of("../../README.md"));

        assertThat(code(readme)).contains(code(run));
    }

    private static String code(String text) {
        return text.replaceAll("//.*", "").replaceAll("\\s", "");
    }
}
