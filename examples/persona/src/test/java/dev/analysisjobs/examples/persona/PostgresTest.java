package dev.analysisjobs.examples.persona;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A whole run on a real PostgreSQL. */
class PostgresTest {
    @TempDir
    Path folder;

    @Test
    void everyJobEndsOnPostgresToo() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Program program = new Program(
                    folder,
                    "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                    Map.of("PERSONA_DB_PASSWORD", "postgres"));
            String people = People.file(folder, 40);

            assertThat(program.run("--input", people, "--faults", "harsh", "--db-user", "postgres"))
                    .as(program.err())
                    .isZero();
            JsonNode report = program.report();
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
