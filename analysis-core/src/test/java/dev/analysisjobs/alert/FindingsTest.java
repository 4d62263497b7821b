package dev.analysisjobs.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AlertRule;
import dev.analysisjobs.model.AlertRules;
import dev.analysisjobs.model.Pause;
import dev.analysisjobs.port.AlertStore.Troubles;
import dev.analysisjobs.port.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final AlertRules RULES = AlertRules.standard();
    private static final Troubles NO_TROUBLES = new Troubles(0, null);
    private static final Pause PAUSE = new Pause("profile", "no credit", Instant.EPOCH, null);

    @Test
    void nothingIsFoundAtTheLimits() {
        Backlog.OfType type = new Backlog.OfType("profile", 5, 1, 10, 10, RULES.maxQueueAge(), Duration.ofDays(9));

        assertThat(found(backlog(type, RULES.maxUnswept()), List.of(), new Troubles(0, RULES.maxNoticeAge()), 0))
                .isEmpty();
    }

    @Test
    void leasesThatNobodySweepsAreStuckJobs() {
        assertThat(found(backlog(quiet(), beyond(RULES.maxUnswept())), List.of(), NO_TROUBLES, 0))
                .containsExactly(new Finding(
                        AlertRule.STUCK_JOBS,
                        "*",
                        "2 leases ran out and are not swept, the first PT2M1S ago; the limit is PT2M"));
    }

    @Test
    void resultsFoundIncompleteAndNoticesThatWaitAndSlotsThatLeakAreTold() {
        assertThat(found(backlog(quiet(), null), List.of(), new Troubles(3, beyond(RULES.maxNoticeAge())), 4))
                .containsExactly(
                        new Finding(
                                AlertRule.INCOMPLETE_RESULTS,
                                "*",
                                "3 stored results were found incomplete within PT15M"),
                        new Finding(
                                AlertRule.UNDELIVERED_NOTICES,
                                "*",
                                "a notice has waited to be delivered for PT15M1S; the limit is PT15M"),
                        new Finding(AlertRule.LEAKED_SLOTS, "*", "hung calls keep 4 of 16 slots of node-1"));
    }

    @Test
    void aLargerShareOfFailedJobsCountsFromEnoughJobsOn() {
        assertThat(rules(new Backlog.OfType("profile", 0, 1, 9, 10, null, null)))
                .isEmpty();
        assertThat(rules(new Backlog.OfType("profile", 0, 1, 9, 11, null, null)))
                .containsExactly(AlertRule.FAILURE_RATIO);
    }

    @Test
    void aJobThatWaitsIsTooOldAlsoWhileOthersOfItsTypeRun() {
        assertThat(rules(new Backlog.OfType("profile", 1, 1, 0, 0, beyond(RULES.maxQueueAge()), null)))
                .containsExactly(AlertRule.QUEUE_AGE);
    }

    @Test
    void aTypeOfWhichNoneRunsHasNoWorkerUnlessItIsPaused() {
        Backlog.OfType waits = new Backlog.OfType("profile", 1, 0, 0, 0, beyond(RULES.maxUnworked()), null);
        Pause all = new Pause(Pause.EVERYTHING, "by hand", Instant.EPOCH, Instant.EPOCH.plusSeconds(9));

        assertThat(rules(waits)).containsExactly(AlertRule.NO_WORKER);
        assertThat(rules(waits, PAUSE)).containsExactly(AlertRule.PAUSED);
        assertThat(rules(waits, all)).containsExactly(AlertRule.PAUSED);
    }

    private static List<AlertRule> rules(Backlog.OfType type, Pause... pauses) {
        return found(backlog(type, null), List.of(pauses), NO_TROUBLES, 0).stream()
                .map(Finding::rule)
                .toList();
    }

    private static List<Finding> found(Backlog backlog, List<Pause> pauses, Troubles troubles, int leaked) {
        return Findings.of(RULES, new Findings.Reading(backlog, pauses, troubles, "node-1", 16, leaked));
    }

    private static Backlog backlog(Backlog.OfType type, Duration oldestExpired) {
        return new Backlog(List.of(type), oldestExpired == null ? 0 : 2, oldestExpired);
    }

    private static Backlog.OfType quiet() {
        return new Backlog.OfType("profile", 0, 0, 0, 0, null, null);
    }

    private static Duration beyond(Duration limit) {
        return limit.plusSeconds(1);
    }
}
