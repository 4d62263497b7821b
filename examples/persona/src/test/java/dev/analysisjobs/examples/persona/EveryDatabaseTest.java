package dev.analysisjobs.examples.persona;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.jdbc.MariaDbServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Whole runs on real databases. */
class EveryDatabaseTest {
    @TempDir
    Path folder;

    @Test
    void theIncidentHasTheSameReportOnEveryDatabase() throws Exception {
        try (EmbeddedPostgres postgres = LocalPostgres.start()) {
            ObjectNode onH2 = report("incident", new Program(place("h2")));

            assertThat(onH2.path("completed").asInt() + onH2.path("failed").size())
                    .isEqualTo(40);
            assertThat(report("incident", onPostgres(postgres))).isEqualTo(onH2);
            assertThat(report("incident", onMariaDb())).isEqualTo(onH2);
        }
    }

    @Test
    void everyJobEndsOnAServerWhateverTheServiceAnswers() throws Exception {
        try (EmbeddedPostgres postgres = LocalPostgres.start()) {
            for (Program program : new Program[] {onPostgres(postgres), onMariaDb()}) {
                ObjectNode report = report("harsh", program);

                assertThat(report.path("stuck").asInt()).isZero();
                assertThat(report.path("incomplete").asInt()).isZero();
                assertThat(report.path("completed").asInt()).isGreaterThan(25);
                assertThat(program.count("analysis_jobs where status not in ('completed', 'failed')"))
                        .isZero();
                assertThat(program.count("analysis_results"))
                        .isEqualTo(report.path("completed").asInt());
            }
        }
    }

    private Program onPostgres(EmbeddedPostgres postgres) throws Exception {
        return new Program(place("postgres"), LocalPostgres.url(postgres), Map.of());
    }

    private Program onMariaDb() throws Exception {
        return new Program(place("mariadb"), MariaDbServer.newDatabase(), Map.of());
    }

    private Path place(String name) throws Exception {
        return Files.createDirectories(folder.resolve(name));
    }

    /** Runs 40 people and returns the report without the time that it took. */
    private ObjectNode report(String faults, Program program) {
        String people = People.file(folder, 40);
        assertThat(program.run("--input", people, "--faults", faults))
                .as(program.err())
                .isZero();
        ObjectNode report = (ObjectNode) program.report();
        report.remove("seconds");
        return report;
    }
}
