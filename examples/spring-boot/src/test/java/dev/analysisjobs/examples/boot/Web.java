package dev.analysisjobs.examples.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.examples.persona.sheets.Trait;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application as its users see it: over HTTP. */
record Web(int port) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A sheet on which somebody answered everything. */
    static String sheet(String person) {
        Map<String, Integer> answers = new TreeMap<>();
        Trait.ALL_ITEMS.forEach(item -> answers.put(item, 1 + answers.size() % 6));
        return JsonMapper.shared().writeValueAsString(Map.of("person", person, "answers", answers));
    }

    HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Submit a sheet and return its job's id. */
    String submit(String sheet) throws Exception {
        HttpResponse<String> answer = post("/analyses", sheet);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String id = JsonMapper.shared().readTree(answer.body()).path("id").asString();
        assertThat(answer.headers().firstValue("Location")).hasValue("/analyses/" + id);
        return id;
    }

    /** Wait until an analysis has ended. */
    JsonNode awaitEnd(String id) throws Exception {
        return await("/analyses/" + id, seen -> !seen.path("status").asString().matches("pending|processing"));
    }

    JsonNode await(String path, Predicate<JsonNode> wanted) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode seen = json(path);
        while (!wanted.test(seen)) {
            assertThat(System.nanoTime()).as("still " + seen).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            seen = json(path);
        }
        return seen;
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
