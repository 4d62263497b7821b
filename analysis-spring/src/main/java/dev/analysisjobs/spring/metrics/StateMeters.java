package dev.analysisjobs.spring.metrics;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.model.Health;
import dev.analysisjobs.port.Backlog;
import dev.analysisjobs.spring.reading.StoreReadings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Shows what waits and runs, from the shared reading of the store, and how this node fares. */
final class StateMeters implements MeterBinder {
    private static final String PREFIX = "analysis.jobs.";

    private final AnalysisJobs jobs;
    private final StoreReadings readings;
    private final Collection<String> types;
    private final BoundedTags tags;

    StateMeters(AnalysisJobs jobs, StoreReadings readings, Collection<String> types, BoundedTags tags) {
        this.jobs = jobs;
        this.readings = readings;
        this.types = types;
        this.tags = tags;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TreeSet<String> shown = new TreeSet<>(types);
        shown.add(BoundedTags.OTHER);
        shown.forEach(type -> bindType(registry, type));
        gauge(
                registry,
                "leases.expired",
                "Leases that ran out and were not swept yet",
                this,
                meters -> meters.read(Backlog::expiredLeases));
        age(
                registry,
                "reading.age",
                "Age of the reading behind depths and ages",
                meters -> readings.age().orElse(null));
        bindNode(registry);
    }

    private void bindType(MeterRegistry registry, String type) {
        Gauge.builder(PREFIX + "depth", this, meters -> meters.sum(type, Backlog.OfType::pending))
                .description("Jobs of the store by type and status")
                .tags("type", type, "status", "pending")
                .register(registry);
        Gauge.builder(PREFIX + "depth", this, meters -> meters.sum(type, Backlog.OfType::processing))
                .description("Jobs of the store by type and status")
                .tags("type", type, "status", "processing")
                .register(registry);
        TimeGauge.builder(PREFIX + "waiting.age", this, TimeUnit.SECONDS, meters -> meters.oldest(type))
                .description("How long the longest-waiting due job has been due; 0 when none waits")
                .tag("type", type)
                .register(registry);
    }

    private void bindNode(MeterRegistry registry) {
        node(registry, "slots", "Slots of this node", Health::slots);
        node(registry, "slots.busy", "Attempts of this node that are called or saved", Health::running);
        node(registry, "slots.leaked", "Slots of this node that hung calls keep", Health::leakedSlots);
        node(registry, "saves.waiting", "Ends of attempts that are not committed yet", Health::waitingSaves);
        node(registry, "loops.dead", "Loops of this node that should run and do not", StateMeters::dead);
        FunctionCounter.builder(
                        PREFIX + "events.dropped", jobs, one -> one.health().droppedEvents())
                .description("Events that this node's listeners, and so these meters, missed")
                .register(registry);
        FunctionCounter.builder(PREFIX + "purged", jobs, one -> one.health().purgedJobs())
                .description("Ended jobs that this node deleted for their age")
                .register(registry);
        for (Health.LoopHealth loop : jobs.health().loops()) {
            TimeGauge.builder(PREFIX + "loop.age", jobs, TimeUnit.SECONDS, one -> silence(one.health(), loop.name()))
                    .description("Time since the loop last succeeded")
                    .tag("loop", loop.name())
                    .register(registry);
        }
    }

    private void node(MeterRegistry registry, String name, String description, ToDoubleFunction<Health> value) {
        gauge(registry, name, description, jobs, one -> value.applyAsDouble(one.health()));
    }

    private static <T> void gauge(
            MeterRegistry registry, String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(PREFIX + name, of, value).description(description).register(registry);
    }

    private void age(
            MeterRegistry registry, String name, String description, Function<StateMeters, @Nullable Duration> age) {
        TimeGauge.builder(PREFIX + name, this, TimeUnit.SECONDS, meters -> seconds(age.apply(meters), Double.NaN))
                .description(description)
                .register(registry);
    }

    private double read(ToDoubleFunction<Backlog> value) {
        return readings.current()
                .map(reading -> value.applyAsDouble(reading.backlog()))
                .orElse(Double.NaN);
    }

    private double sum(String shown, ToDoubleFunction<Backlog.OfType> value) {
        return read(backlog -> of(backlog, shown).stream().mapToDouble(value).sum());
    }

    private double oldest(String shown) {
        return read(backlog -> of(backlog, shown).stream()
                .mapToDouble(type -> seconds(type.oldestDue(), 0))
                .max()
                .orElse(0));
    }

    private List<Backlog.OfType> of(Backlog backlog, String shown) {
        return backlog.types().stream()
                .filter(type -> tags.type(type.type()).equals(shown))
                .toList();
    }

    private static double seconds(@Nullable Duration duration, double without) {
        return duration == null ? without : duration.toNanos() / 1e9;
    }

    /** Returns how many loops are dead of a node that runs; one that was never started, or is closed, has none. */
    private static long dead(Health health) {
        long dead = health.loops().stream().filter(loop -> !loop.alive()).count();
        return dead == health.loops().size() ? 0 : dead;
    }

    private static double silence(Health health, String name) {
        boolean runs = health.loops().stream().anyMatch(Health.LoopHealth::alive);
        return health.loops().stream()
                .filter(loop -> runs && loop.name().equals(name))
                .mapToDouble(loop -> seconds(loop.sinceSuccess(), Double.NaN))
                .findFirst()
                .orElse(Double.NaN);
    }
}
