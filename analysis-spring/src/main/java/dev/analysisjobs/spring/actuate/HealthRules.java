package dev.analysisjobs.spring.actuate;

import dev.analysisjobs.model.Health;
import dev.analysisjobs.port.Backlog;
import dev.analysisjobs.spring.reading.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The rules: what of a node and of a store is not healthy. Pure. */
final class HealthRules {
    private final HealthProperties limits;
    private final Duration maxSilence;
    private final boolean shouldRun;

    /**
     * @param maxSilence how long a loop may be without success
     * @param shouldRun whether this node is one that runs jobs
     */
    HealthRules(HealthProperties limits, Duration maxSilence, boolean shouldRun) {
        this.limits = limits;
        this.maxSilence = maxSilence;
        this.shouldRun = shouldRun;
    }

    List<Problem> of(Health node) {
        List<Problem> problems = new ArrayList<>();
        boolean runs = node.loops().stream().anyMatch(Health.LoopHealth::alive);
        if (shouldRun || runs) {
            for (Health.LoopHealth loop : node.loops()) {
                if (!loop.alive()) {
                    problems.add(Problem.ofNode("loop is dead", loop.name(), "dead", "alive"));
                } else if (loop.sinceSuccess().compareTo(maxSilence) > 0) {
                    problems.add(Problem.ofNode(
                            "loop is without success", loop.name(), text(loop.sinceSuccess()), text(maxSilence)));
                }
            }
        }
        double leaked = (double) node.leakedSlots() / node.slots();
        if (node.leakedSlots() > 0 && leaked >= limits.maxLeakedShare()) {
            problems.add(Problem.ofNode(
                    "hung calls keep slots",
                    "node",
                    node.leakedSlots() + " of " + node.slots(),
                    "below a share of " + limits.maxLeakedShare()));
        }
        return problems;
    }

    List<Problem> of(Reading reading) {
        List<Problem> problems = new ArrayList<>();
        Duration unswept = reading.backlog().oldestExpired();
        if (unswept != null && unswept.compareTo(limits.maxUnswept()) > 0) {
            problems.add(Problem.ofWork(
                    "lease ran out and is not swept",
                    reading.backlog().expiredLeases() + " jobs",
                    text(unswept),
                    text(limits.maxUnswept())));
        }
        for (Backlog.OfType type : reading.backlog().types()) {
            Duration waits = type.oldestDue();
            if (waits != null && waits.compareTo(limits.maxQueueAge()) > 0 && !reading.isPaused(type.type())) {
                problems.add(
                        Problem.ofWork("job waits too long", type.type(), text(waits), text(limits.maxQueueAge())));
            }
            if (type.failsMoreThan(limits.maxFailureRatio(), limits.minEnded())) {
                problems.add(Problem.ofWork(
                        "too many jobs fail",
                        type.type(),
                        type.failed() + " of " + type.ended(),
                        "a share of " + limits.maxFailureRatio()));
            }
        }
        return problems;
    }

    private static String text(Duration duration) {
        return duration.withNanos(0).toString();
    }
}
