package dev.analysisjobs.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.Health;
import dev.analysisjobs.model.Pause;
import dev.analysisjobs.port.Backlog;
import dev.analysisjobs.spring.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HealthRulesTest {
    private static final HealthProperties LIMITS =
            new HealthProperties(Duration.ofHours(1), Duration.ofMinutes(2), null, 0.5, 0.5, 20);

    private final HealthRules rules = new HealthRules(LIMITS, Duration.ofMinutes(2), true);

    @Test
    void whatIsWithinTheLimitsIsHealthy() {
        assertThat(rules.of(node(1, loop("claim", true, 1), loop("sweep", true, 119))))
                .isEmpty();
        assertThat(rules.of(reading(null, type(10, 10, Duration.ofHours(1))))).isEmpty();
        assertThat(rules.of(reading(Duration.ofMinutes(2)))).isEmpty();
    }

    @Test
    void aDeadOrSilentLoopIsOfThisNode() {
        assertThat(rules.of(node(0, loop("claim", false, 1), loop("sweep", true, 121))))
                .containsExactly(
                        Problem.ofNode("loop is dead", "claim", "dead", "alive"),
                        Problem.ofNode("loop is without success", "sweep", "PT2M1S", "PT2M"));
    }

    @Test
    void aNodeThatIsNotToRunHasNoDeadLoops() {
        Health idle = node(0, loop("claim", false, 9_999), loop("sweep", false, 9_999));

        assertThat(new HealthRules(LIMITS, Duration.ofMinutes(2), false).of(idle))
                .isEmpty();
        assertThat(rules.of(idle)).hasSize(2);
    }

    @Test
    void slotsThatHungCallsKeepCountFromTheirShareOn() {
        assertThat(rules.of(node(3, loop("claim", true, 1)))).isEmpty();
        assertThat(rules.of(node(4, loop("claim", true, 1))))
                .containsExactly(Problem.ofNode("hung calls keep slots", "node", "4 of 8", "below a share of 0.5"));
    }

    @Test
    void stuckWorkIsNotOfThisNode() {
        assertThat(rules.of(reading(Duration.ofMinutes(3), type(9, 11, Duration.ofHours(2)))))
                .containsExactly(
                        Problem.ofWork("lease ran out and is not swept", "1 jobs", "PT3M", "PT2M"),
                        Problem.ofWork("job waits too long", "shout", "PT2H", "PT1H"),
                        Problem.ofWork("too many jobs fail", "shout", "11 of 20", "a share of 0.5"));
    }

    @Test
    void fewEndedJobsAreNoRatio() {
        assertThat(rules.of(reading(null, type(0, 19, null)))).isEmpty();
    }

    @Test
    void jobsOfAPausedTypeMayWait() {
        Backlog backlog = new Backlog(List.of(type(0, 0, Duration.ofDays(9))), 0, null);
        for (String paused : List.of("shout", Pause.EVERYTHING)) {
            Pause pause = new Pause(paused, "why", Instant.EPOCH, null);
            assertThat(rules.of(new Reading(backlog, List.of(pause)))).isEmpty();
        }
    }

    private static Health node(int leaked, Health.LoopHealth... loops) {
        return new Health("node", 0, 8, leaked, 0, 0, 0, 0, List.of(loops), List.of());
    }

    private static Health.LoopHealth loop(String name, boolean alive, long seconds) {
        return new Health.LoopHealth(name, alive, Duration.ofSeconds(seconds), 0, null);
    }

    private static Backlog.OfType type(long completed, long failed, @Nullable Duration oldestDue) {
        return new Backlog.OfType("shout", 0, 0, completed, failed, oldestDue, null);
    }

    private static Reading reading(@Nullable Duration oldestExpired, Backlog.OfType... types) {
        return new Reading(new Backlog(List.of(types), oldestExpired == null ? 0 : 1, oldestExpired), List.of());
    }
}
