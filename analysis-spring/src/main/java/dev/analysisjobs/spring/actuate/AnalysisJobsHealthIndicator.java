package dev.analysisjobs.spring.actuate;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.model.Pause;
import dev.analysisjobs.port.Backlog;
import dev.analysisjobs.spring.reading.Reading;
import dev.analysisjobs.spring.reading.StoreReadings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Shows by the {@link HealthRules} whether this node and the work are healthy. DOWN: this node is broken or cannot read the
 * store. OUT_OF_SERVICE: the work is stuck, whichever node is asked.
 */
final class AnalysisJobsHealthIndicator extends AbstractHealthIndicator {
    /** How long the first check may wait for the first reading. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AnalysisJobs jobs;
    private final StoreReadings readings;
    private final HealthRules rules;

    AnalysisJobsHealthIndicator(AnalysisJobs jobs, StoreReadings readings, HealthRules rules) {
        super("Analysis jobs cannot be looked at");
        this.jobs = jobs;
        this.readings = readings;
        this.rules = rules;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) throws InterruptedException {
        dev.analysisjobs.model.Health node = jobs.health();
        List<Problem> problems = new ArrayList<>(rules.of(node));
        builder.withDetail("node", node.node())
                .withDetail("slots", node.slots())
                .withDetail("busySlots", node.running())
                .withDetail("leakedSlots", node.leakedSlots())
                .withDetail("waitingSaves", node.waitingSaves());
        Optional<Reading> reading = readings.current(PATIENCE);
        if (reading.isPresent()) {
            problems.addAll(rules.of(reading.get()));
            show(reading.get(), builder);
        } else {
            problems.add(Problem.ofNode("store cannot be read", "store", readings.whyNone(), "a reading"));
        }
        readings.age().ifPresent(age -> builder.withDetail("readingAge", age.toString()));
        if (problems.isEmpty()) {
            builder.up();
            return;
        }
        builder.withDetail("problems", problems.stream().map(Problem::detail).toList());
        if (problems.stream().anyMatch(Problem::isOfNode)) {
            builder.down();
        } else {
            builder.outOfService();
        }
    }

    private static void show(Reading reading, Health.Builder builder) {
        List<Backlog.OfType> types = reading.backlog().types();
        builder.withDetail(
                        "pending",
                        types.stream().mapToLong(Backlog.OfType::pending).sum())
                .withDetail(
                        "processing",
                        types.stream().mapToLong(Backlog.OfType::processing).sum())
                .withDetail("expiredLeases", reading.backlog().expiredLeases());
        if (!reading.pauses().isEmpty()) {
            builder.withDetail(
                    "paused", reading.pauses().stream().map(Pause::type).toList());
        }
    }
}
