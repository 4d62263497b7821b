package dev.analysisjobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.dedup.Finished;
import dev.analysisjobs.dedup.InFlight;
import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.port.Codecs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuilderTest {
    private final AnalysisType<String, String> type = Fixtures.profile().build();

    @Test
    void allFaultsOfATypeAreNamedAtOnceWithValueAndLimit() {
        assertThatThrownBy(() -> AnalysisType.builder("Bad Name", " ", Codecs.text(), Codecs.text())
                        .timeLimit(Duration.ZERO)
                        .maxAttempts(0)
                        .maxAge(Duration.ofDays(1000))
                        .callTries(11, Duration.ofDays(1))
                        .concurrencyAcrossNodes(0)
                        .rateLimit(60, Duration.ofDays(60), 61)
                        .inFlight(InFlight.ALWAYS_NEW)
                        .finished(Finished.reuseIfComplete(Duration.ofDays(1)))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "name 'Bad Name'",
                        "version ' '",
                        "timeLimit is PT0S, it must be between PT0.001S and PT24H",
                        "maxAttempts is 0, it must be between 1 and 1000",
                        "maxAge is PT24000H",
                        "callTries is 11",
                        "callTries wait is PT24H",
                        "concurrencyAcrossNodes is 0, it must be between 1 and 10000",
                        "rateLimit per is PT1440H",
                        "rateLimit burst is 61",
                        "ALWAYS_NEW");
    }

    @Test
    void allFaultsOfANodeAreNamedAtOnceWithValueAndLimit() {
        assertThatThrownBy(() -> AnalysisJobs.builder(new InMemoryJobStore())
                        .handle(type, (input, context) -> Verdict.text(null))
                        .submitOnly(type)
                        .nodeLabel("no spaces")
                        .concurrency(0)
                        .lease(Duration.ofSeconds(9))
                        .heartbeat(Duration.ofSeconds(4))
                        .saveLimit(Duration.ofSeconds(1))
                        .pollInterval(Duration.ZERO)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "type 'profile' is registered twice",
                        "nodeLabel 'no spaces'",
                        "concurrency is 0, it must be between 1 and 10000",
                        "heartbeat is PT4S, it must be between PT0.01S and PT3S",
                        "saveLimit is PT1S",
                        "pollInterval is PT0S");
    }

    @Test
    void aNodeWithoutATypeIsRefused() {
        assertThatThrownBy(() -> AnalysisJobs.builder(new InMemoryJobStore()).build())
                .hasMessageContaining("no type is registered");
    }

    @Test
    void allFaultsOfABulkAreNamedAndNothingIsStored() {
        AnalysisType<String, String> stranger = Fixtures.profile().build();
        try (AnalysisJobs jobs = AnalysisJobs.builder(new InMemoryJobStore())
                .handle(type, (input, context) -> Verdict.text(null))
                .build()) {
            assertThatThrownBy(() -> jobs.submitAll(List.of(
                            Submission.of(type, "fine", "x"),
                            Submission.of(type, " ", "x").withPriority(5_000),
                            Submission.of(type, "nul\0", "lone \uD800"),
                            Submission.of(stranger, "anna", "x"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(
                            "submission 1: subject is blank",
                            "submission 1: priority is 5000",
                            "submission 2: subject contains U+0000",
                            "submission 2: the encoded input contains a lone surrogate",
                            "submission 3: type 'profile' is not registered here (another type of that name is)");
            assertThat(jobs.counts().counts()).isEmpty();
        }
    }

    @Test
    void theWorstCaseBoundIsPrintedWithItsParts() {
        try (AnalysisJobs jobs = AnalysisJobs.builder(new InMemoryJobStore())
                .handle(type, (input, context) -> Verdict.text(null))
                .build()) {
            assertThat(jobs.bound(type).total())
                    .isEqualTo(Duration.ofHours(24)
                            .plusSeconds(20)
                            .plusMinutes(5)
                            .plusSeconds(30)
                            .plusSeconds(20));
            assertThat(jobs.bound(type))
                    .hasToString("ends within PT24H6M10S of its due time = waits at most PT24H"
                            + " + one attempt PT20S + its save PT5M + lease PT30S + two sweeps of PT10S");
        }
    }
}
