package dev.analysisjobs.alert;

import dev.analysisjobs.model.AlertRule;
import dev.analysisjobs.model.AlertRules;
import dev.analysisjobs.model.Pause;
import dev.analysisjobs.port.AlertStore;
import dev.analysisjobs.port.Backlog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules: pure functions of what was read. */
final class Findings {
    private final AlertRules rules;
    private final List<Finding> found = new ArrayList<>();

    private Findings(AlertRules rules) {
        this.rules = rules;
    }

    /** What one look read. {@code leakedSlots} is of this node, which {@code node} names. */
    record Reading(
            Backlog backlog,
            List<Pause> pauses,
            AlertStore.Troubles troubles,
            String node,
            int slots,
            int leakedSlots) {}

    /** Return what is wrong. */
    static List<Finding> of(AlertRules rules, Reading reading) {
        Findings findings = new Findings(rules);
        findings.ofStore(reading);
        Set<String> paused = reading.pauses().stream().map(Pause::type).collect(Collectors.toSet());
        for (Backlog.OfType type : reading.backlog().types()) {
            findings.ofType(type, paused.contains(type.type()) || paused.contains(Pause.EVERYTHING));
        }
        for (Pause pause : reading.pauses()) {
            findings.add(
                    AlertRule.PAUSED,
                    pause.type(),
                    "paused since " + pause.since() + (pause.until() == null ? ", by hand" : " until " + pause.until())
                            + ": " + pause.reason());
        }
        return List.copyOf(findings.found);
    }

    private void ofStore(Reading reading) {
        Backlog backlog = reading.backlog();
        if (isAbove(backlog.oldestExpired(), rules.maxUnswept())) {
            add(
                    AlertRule.STUCK_JOBS,
                    Pause.EVERYTHING,
                    backlog.expiredLeases() + " leases ran out and are not swept, the first " + backlog.oldestExpired()
                            + " ago; the limit is " + rules.maxUnswept());
        }
        long incomplete = reading.troubles().incompleteFound();
        if (incomplete > 0) {
            add(
                    AlertRule.INCOMPLETE_RESULTS,
                    Pause.EVERYTHING,
                    incomplete + " stored results were found incomplete within " + rules.window());
        }
        Duration notice = reading.troubles().oldestNotice();
        if (isAbove(notice, rules.maxNoticeAge())) {
            add(
                    AlertRule.UNDELIVERED_NOTICES,
                    Pause.EVERYTHING,
                    "a notice has waited to be delivered for " + notice + "; the limit is " + rules.maxNoticeAge());
        }
        if (reading.leakedSlots() > 0) {
            add(
                    AlertRule.LEAKED_SLOTS,
                    Pause.EVERYTHING,
                    "hung calls keep " + reading.leakedSlots() + " of " + reading.slots() + " slots of "
                            + reading.node());
        }
    }

    private void ofType(Backlog.OfType type, boolean paused) {
        Duration wait = type.oldestDue();
        if (isAbove(wait, rules.maxQueueAge())) {
            add(
                    AlertRule.QUEUE_AGE,
                    type.type(),
                    "a job has been due for " + wait + "; the limit is " + rules.maxQueueAge());
        }
        if (!paused && type.processing() == 0 && isAbove(wait, rules.maxUnworked())) {
            add(
                    AlertRule.NO_WORKER,
                    type.type(),
                    "a job has been due for " + wait + " and none of its type runs; the limit is "
                            + rules.maxUnworked());
        }
        if (type.failsMoreThan(rules.maxFailureRatio(), rules.minEnded())) {
            add(
                    AlertRule.FAILURE_RATIO,
                    type.type(),
                    type.failed() + " of " + type.ended() + " jobs failed within " + rules.window()
                            + "; the limit is a share of " + rules.maxFailureRatio());
        }
    }

    private void add(AlertRule rule, String key, String message) {
        found.add(new Finding(rule, key, message));
    }

    private static boolean isAbove(@Nullable Duration value, Duration limit) {
        return value != null && value.compareTo(limit) > 0;
    }
}
