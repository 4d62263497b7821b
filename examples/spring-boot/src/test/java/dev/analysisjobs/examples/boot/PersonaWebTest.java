package dev.analysisjobs.examples.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.examples.persona.sheets.Sheet;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.port.JobFilter;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application over HTTP, on its default database and by its profile for PostgreSQL. */
class PersonaWebTest {
    private static EmbeddedPostgres postgres;

    private ConfigurableApplicationContext app;
    private Web web;

    enum Database {
        H2,
        POSTGRES
    }

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    @AfterEach
    void stop() {
        if (app != null) {
            app.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSheetBecomesAProfile(Database database) throws Exception {
        start(database, "--simulated-ai.faults=none");
        String id = web.submit(Web.sheet("Ann"));

        JsonNode ended = web.awaitEnd(id);

        assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("completed");
        assertThat(ended.path("profile").path("traits")).hasSize(5);
        JsonNode line = web.json("/analyses").path(0);
        assertThat(line.path("person").asString()).isEqualTo("Ann");
        assertThat(line.path("status").asString()).isEqualTo("completed");
        assertThat(line.path("headline").asString())
                .as("written in the transaction that stored the profile")
                .isEqualTo(ended.path("profile").path("headline").asString());
        assertThat(web.submit(Web.sheet("Ann"))).as("the same sheet again").isEqualTo(id);
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionThatIsRolledBackLeavesNeitherSheetNorJob(Database database) throws Exception {
        start(database, "--simulated-ai.faults=none");
        Sheet sheet = JsonMapper.shared().readValue(Web.sheet("Undone"), Sheet.class);

        UUID undone = app.getBean(TransactionTemplate.class).execute(transaction -> {
            transaction.setRollbackOnly();
            return app.getBean(Sheets.class).receive(sheet).id();
        });
        AnalysisJob kept = app.getBean(Sheets.class).receive(sheet);

        assertThat(web.get("/analyses/" + undone).statusCode()).isEqualTo(404);
        assertThat(kept.id()).as("the one undone holds no key").isNotEqualTo(undone);
        assertThat(web.awaitEnd(kept.id().toString()).path("status").asString()).isEqualTo("completed");
        assertThat(app.getBean(ReceivedSheets.class).findAll()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void faultsOfTheAiServiceEndInCompleteProfilesOrReasons(Database database) throws Exception {
        start(database, "--simulated-ai.faults=harsh", "--analysis.jobs.types.persona-profile.time-limit=1s");
        for (int person = 0; person < 20; person++) {
            web.submit(Web.sheet("Person " + person));
        }

        JsonNode lines = web.await("/analyses", seen -> statuses(seen).noneMatch(status -> status.matches("p.*ing")));

        assertThat(lines).hasSize(20);
        for (JsonNode line : lines) {
            boolean completed = line.path("status").asString().equals("completed");
            assertThat(line.path("headline").isString()).as(line.toString()).isEqualTo(completed);
            assertThat(line.path("failure").isString()).as(line.toString()).isNotEqualTo(completed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeAnalysedIsSaid(Database database) throws Exception {
        start(database, "--simulated-ai.faults=none");

        HttpResponse<String> wrong = web.post("/analyses", "{\"person\": \"Ann\", \"answers\": {\"A1\": 9}}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("Item 'A1' with answer 9");
        assertThat(web.get("/analyses/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(app.getBean(AnalysisJobs.class).list(JobFilter.all(), null, 10))
                .isEmpty();

        String sparse = JsonMapper.shared().writeValueAsString(Map.of("person", "Bob", "answers", Map.of("A1", 3)));
        JsonNode failed = web.awaitEnd(web.submit(sparse));
        assertThat(failed.path("status").asString()).isEqualTo("failed");
        assertThat(failed.path("failure").asString()).contains("Too few answers: agreeableness has 1");
    }

    @ParameterizedTest
    @EnumSource
    void itCanBeWatched(Database database) throws Exception {
        start(database, "--simulated-ai.faults=none");
        web.awaitEnd(web.submit(Web.sheet("Ann")));

        JsonNode health = web.json("/actuator/health");
        assertThat(health.path("status").asString()).isEqualTo("UP");
        assertThat(health.path("components").path("analysisJobs").path("status").asString())
                .isEqualTo("UP");
        assertThat(web.get("/actuator/prometheus").body()).contains("analysis_jobs_");
        assertThat(web.json("/actuator/analysisjobs").toString()).contains("persona-profile");
        assertThat(web.get("/").body()).contains("<title>Profiles</title>");
    }

    private static Stream<String> statuses(JsonNode lines) {
        return StreamSupport.stream(lines.spliterator(), false)
                .map(line -> line.path("status").asString());
    }

    private void start(Database database, String... args) throws Exception {
        String name = "web_" + UUID.randomUUID().toString().replace("-", "");
        Stream<String> where = Stream.of("--spring.datasource.url=jdbc:h2:mem:" + name);
        if (database == Database.POSTGRES) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
            where = Stream.of(
                    "--spring.profiles.active=postgres",
                    "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", name),
                    "--spring.datasource.username=postgres");
        }
        Stream<String> common = Stream.of("--server.port=0", "--analysis.jobs.poll-interval=100ms");
        app = PersonaWeb.start(Stream.of(where, common, Stream.of(args))
                .flatMap(parts -> parts)
                .toArray(String[]::new));
        web = new Web(Integer.parseInt(app.getEnvironment().getProperty("local.server.port")));
    }
}
