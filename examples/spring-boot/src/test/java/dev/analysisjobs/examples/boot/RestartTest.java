package dev.analysisjobs.examples.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.examples.simulated.Fault;
import dev.analysisjobs.examples.simulated.SimulatedAiService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a stop and a crash in the midst of a call leave behind, and what the next start makes of it. */
class RestartTest {
    @TempDir
    Path folder;

    private SimulatedAiService ai;

    /** The first call about anybody hangs. */
    @BeforeEach
    void startAi() throws Exception {
        ai = SimulatedAiService.start((person, call) -> call == 1 ? Fault.HANG_BEFORE_HEADERS : Fault.NONE);
    }

    @AfterEach
    void stopAi() throws Exception {
        ai.close();
    }

    @Test
    void aCallThatAShutdownInterruptsIsMadeAgainAfterwardsAndTheAttemptIsNotCharged() throws Exception {
        String id;
        try (AppProcess app = app()) {
            id = app.web().submit(Web.sheet("Ann"));
            awaitCalls(1);

            assertThat(app.stop()).as("143 is the end by SIGTERM").isEqualTo(143);
        }
        try (AppProcess app = app()) {
            JsonNode ended = app.web().awaitEnd(id);

            assertThat(ended.path("status").asString()).isEqualTo("completed");
            assertThat(ended.path("attempts").asInt()).isEqualTo(1);
            assertThat(ended.path("profile").path("headline").asString()).isNotBlank();
            assertThat(ai.calls()).isEqualTo(2);
        }
    }

    @Test
    void aJobOfAKilledProcessIsRunAgainWhenItsLeaseRanOut() throws Exception {
        String id;
        try (AppProcess app = app()) {
            id = app.web().submit(Web.sheet("Bob"));
            awaitCalls(1);
            app.kill();
        }
        try (AppProcess app = app()) {
            JsonNode ended = app.web().awaitEnd(id);

            assertThat(ended.path("status").asString()).isEqualTo("completed");
            assertThat(ended.path("attempts").asInt()).isEqualTo(2);
        }
    }

    private AppProcess app() throws Exception {
        return new AppProcess(
                "--spring.datasource.url=jdbc:h2:file:" + folder.resolve("jobs")
                        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                "--spring.ai.openai.base-url=" + ai.url() + "/v1",
                "--analysis.jobs.lease=2s",
                "--analysis.jobs.heartbeat=500ms",
                "--analysis.jobs.sweep-interval=500ms",
                "--analysis.jobs.shutdown-grace=100ms",
                "--analysis.jobs.types.persona-profile.time-limit=60s");
    }

    private void awaitCalls(int calls) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (ai.calls() < calls) {
            assertThat(System.nanoTime()).as("no call came").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
