package dev.analysisjobs.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.spring.Eventually;
import dev.analysisjobs.spring.metrics.Shop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Over real HTTP. */
@Timeout(120)
class ActuatorTest {
    private static final String UNRESTRICTED = "management.endpoint.analysisjobs.access=unrestricted";

    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext context;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Shop.class)
    static class App {}

    private record Answer(int status, JsonNode body) {}

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void jobsAreListedPageByPageAndFiltered() throws Exception {
        start("analysis.jobs.start=false");
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.add(0, Shop.submit(context, "ann", "input " + i).toString());
        }
        context.getBean(AnalysisJobs.class).cancel(Shop.submit(context, "bob", "other"));

        List<String> read = new ArrayList<>();
        String next = "";
        do {
            Answer page = get("?subject=ann&status=pending&type=shout&limit=2" + next);
            assertThat(page.status()).isEqualTo(200);
            page.body().get("jobs").forEach(job -> read.add(job.get("id").asString()));
            next = page.body().has("next") ? "&after=" + page.body().get("next").asString() : "";
        } while (!next.isEmpty());

        assertThat(read).isEqualTo(newestFirst);
        assertThat(get("?status=cancelled").body().get("jobs")).hasSize(1);
        assertThat(get("?code=TIMEOUT").body().get("jobs")).isEmpty();
    }

    @Test
    void allThatIsWrongWithAListIsToldAtOnce() throws Exception {
        start("analysis.jobs.start=false");

        Answer answer = get("?status=stuck&code=no&after=yesterday&limit=501");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error").asString())
                .contains(
                        "status is 'stuck', there are [pending, processing, completed, failed, cancelled]",
                        "Failure code 'no'",
                        "after is 'yesterday'",
                        "limit is '501', it must be between 1 and 500");
    }

    @Test
    void oneJobIsShownWithItsAttemptsAndWithoutItsPayloads() throws Exception {
        start();
        UUID id = Shop.submit(context, "ann", "fail with a secret");
        Eventually.holds(
                () -> assertThat(get("/" + id).body().get("status").asString()).isEqualTo("failed"));

        Answer answer = get("/" + id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("failure").get("code").asString()).isEqualTo("BAD_REQUEST");
        assertThat(answer.body().get("failedAttempts")).hasSize(1);
        assertThat(answer.body().get("failedAttempts").get(0).get("end").asString())
                .isEqualTo("gave_up");
        assertThat(answer.body().toString()).doesNotContain("secret");
        assertThat(get("").body().get("jobs").get(0).get("failureCode").asString())
                .isEqualTo("BAD_REQUEST");
        assertThat(get("").body().toString()).doesNotContain("told to fail");
        assertThat(get("/counts").body().get("types").get("shout").get("failed").asInt())
                .isEqualTo(1);
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        start("analysis.jobs.start=false", UNRESTRICTED);
        UUID nobody = UUID.randomUUID();

        assertThat(get("/" + nobody).status()).isEqualTo(404);
        assertThat(get("/nonsense").status()).isEqualTo(400);
        assertThat(post("/" + nobody + "/cancel", "").status()).isEqualTo(404);
        assertThat(post("/nonsense/cancel", "").status()).isEqualTo(400);
        assertThat(post("/nonsense/pause", "").body().get("error").asString())
                .contains("there is no type 'nonsense'; there are [shout]");
        assertThat(post("/" + nobody + "/explode", "").body().get("error").asString())
                .contains("action is 'explode', there are [cancel, retry, pause, resume]");
    }

    @Test
    void nothingCanBeChangedUnlessAccessIsUnrestricted() throws Exception {
        start("analysis.jobs.start=false");
        UUID id = Shop.submit(context, "ann", "hello");

        assertThat(post("/" + id + "/cancel", "").status()).isIn(404, 405);
        assertThat(post("/shout/pause", "").status()).isIn(404, 405);

        AnalysisJobs jobs = context.getBean(AnalysisJobs.class);
        assertThat(jobs.find(id).orElseThrow().status()).isEqualTo(JobStatus.PENDING);
        assertThat(jobs.pauses()).isEmpty();
    }

    @Test
    void operatorsCancelAndRetryAndAreToldWhyNot() throws Exception {
        start("analysis.jobs.start=false", UNRESTRICTED);
        UUID id = Shop.submit(context, "ann", "hello");

        Answer cancelled = post("/" + id + "/cancel", "");
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.body().get("status").asString()).isEqualTo("cancelled");
        Answer again = post("/" + id + "/cancel", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().get("error").asString()).isEqualTo("NOT_APPLICABLE: job " + id + " is cancelled");

        UUID holder = Shop.submit(context, "ann", "hello");
        Answer held = post("/" + id + "/retry", "");
        assertThat(held.status()).isEqualTo(409);
        assertThat(held.body().get("error").asString()).startsWith("KEY_HELD");
        post("/" + holder + "/cancel", "");
        assertThat(post("/" + id + "/retry", "").body().get("status").asString())
                .isEqualTo("pending");
    }

    @Test
    void operatorsPauseAndResume() throws Exception {
        start("analysis.jobs.start=false", UNRESTRICTED);

        Answer paused = post("/shout/pause", "{\"reason\":\"budget\"}");
        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.body().get("pauses").get(0).get("reason").asString()).isEqualTo("budget");
        assertThat(post("/shout/pause", "{}").status()).isEqualTo(409);
        assertThat(post("/%2A/pause", "{}").status()).isEqualTo(200);
        assertThat(get("/pauses").body().get("pauses")).hasSize(2);
        assertThat(post("/%2A/resume", "").status()).isEqualTo(200);
        assertThat(post("/shout/resume", "").body().get("pauses")).isEmpty();
        assertThat(post("/shout/resume", "").status()).isEqualTo(409);
        assertThat(post("/shout/pause", "{\"reason\":\"" + "x".repeat(501) + "\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void healthSaysWhichRuleIsBrokenByWhat() throws Exception {
        start("analysis.jobs.start=false", "analysis.jobs.health.max-queue-age=1ms");
        Answer well = actuator("health");
        assertThat(component(well).get("status").asString()).isEqualTo("UP");
        assertThat(component(well).get("details").get("slots").asInt()).isEqualTo(16);

        Shop.submit(context, "ann", "waits");

        Eventually.holds(() -> {
            Answer stuck = actuator("health");
            assertThat(stuck.status()).isEqualTo(503);
            assertThat(component(stuck).get("status").asString()).isEqualTo("OUT_OF_SERVICE");
            JsonNode problem = component(stuck).get("details").get("problems").get(0);
            assertThat(problem.get("rule").asString()).isEqualTo("job waits too long");
            assertThat(problem.get("about").asString()).isEqualTo("shout");
            assertThat(problem.get("limit").asString()).startsWith("PT");
        });

        context.getBean(AnalysisJobs.class).pause("shout", "on purpose");

        Eventually.holds(() -> {
            JsonNode paused = component(actuator("health"));
            assertThat(paused.get("status").asString()).isEqualTo("UP");
            assertThat(paused.get("details").get("paused").get(0).asString()).isEqualTo("shout");
        });
    }

    @Test
    void aStoreThatCannotBeReadIsDown() throws Exception {
        start("analysis.jobs.start=false");
        try (var connection = context.getBean(javax.sql.DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE analysis_jobs RENAME TO hidden_jobs");
        }

        Eventually.holds(() -> {
            JsonNode down = component(actuator("health"));
            assertThat(down.get("status").asString()).isEqualTo("DOWN");
            assertThat(down.get("details").get("problems").get(0).get("rule").asString())
                    .isEqualTo("store cannot be read");
        });
        Answer refused = get("");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body().get("error").asString()).contains("TRANSIENT");
    }

    @Test
    void infoTellsTheTypesAndTheirLimits() throws Exception {
        start("analysis.jobs.types.shout.max-attempts=2", "analysis.jobs.types.shout.rate-limit.permits=60");

        JsonNode info = actuator("info").body().get("analysisJobs");

        assertThat(info.get("node").asString()).startsWith("node-");
        JsonNode type = info.get("types").get("shout");
        assertThat(type.get("handled").asBoolean()).isTrue();
        assertThat(type.get("maxAttempts").asInt()).isEqualTo(2);
        assertThat(type.get("rateLimit").asString()).isEqualTo("60 per PT1M");
        assertThat(type.get("bound").asString()).startsWith("PT");
    }

    private void start(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
        all.add("server.port=0");
        all.add("server.address=127.0.0.1");
        all.add("management.endpoints.web.exposure.include=*");
        all.add("management.endpoint.health.show-details=always");
        all.add("management.info.defaults.enabled=true");
        all.add("analysis.jobs.poll-interval=20ms");
        all.add("analysis.jobs.reading.refresh=100ms");
        context = new SpringApplicationBuilder(App.class)
                .properties(all.toArray(String[]::new))
                .run();
    }

    private static JsonNode component(Answer health) {
        return health.body().get("components").get("analysisJobs");
    }

    private Answer get(String path) throws Exception {
        return actuator("analysisjobs" + path);
    }

    private Answer actuator(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    private Answer post(String path, String body) throws Exception {
        // Actuator asks for the type also where there is no body.
        return send(HttpRequest.newBuilder(uri("analysisjobs" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private URI uri(String path) {
        return URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/actuator/" + path);
    }

    private Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.body().isEmpty()
                        ? JsonMapper.shared().createObjectNode()
                        : JsonMapper.shared().readTree(response.body()));
    }
}
