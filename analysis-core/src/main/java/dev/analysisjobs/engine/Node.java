package dev.analysisjobs.engine;

import dev.analysisjobs.call.Stop;
import dev.analysisjobs.claim.Claimer;
import dev.analysisjobs.model.Health;
import dev.analysisjobs.port.JobStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives an engine with threads: one loop per stage, started and stopped together. */
public final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final Duration CLOSE_SAVES = Duration.ofSeconds(10);
    private static final Duration MOST_SPREAD = Duration.ofMillis(10);
    private static final Duration IDLE = Duration.ofMillis(200);

    private final Engine engine;
    private final EngineSettings settings;
    private final Calm calm;
    private final ExecutorService supervisors;
    private final Loop claim;
    private final Loop beat;
    private final Loop sweep;
    private final Loop retention;
    private final Loop notices;
    private final Loop alerts;
    private final Loop listeners;
    private final List<Loop> finishers = new ArrayList<>();
    private volatile boolean hungry;
    private volatile boolean closing;
    private boolean started;
    private @Nullable AutoCloseable wakeUps;

    /** Build an engine and its node; nothing runs before {@link #start}. */
    public Node(JobStore store, EngineSettings settings, Map<String, RegisteredType> types) {
        this.settings = settings;
        this.calm = new Calm(settings.lease(), settings.heartbeat());
        this.supervisors = Threads.forSlots("analysis-attempt", settings);
        this.engine = new Engine(store, settings, types, supervisors);
        String name = settings.label();
        this.claim = new Loop("claim", name, this::claimStep);
        this.beat = new Loop("heartbeat", name, settings.heartbeat(), () -> {
            calm.watch(engine::beat);
            return settings.heartbeat();
        });
        this.sweep = new Loop("sweep", name, this::sweepStep);
        // Apart from the sweep, so that neither a bulk of rows to delete nor a right to delete that is missing delays
        // it.
        this.retention =
                new Loop("retention", name, () -> engine.purge() ? Duration.ZERO : jittered(settings.sweepInterval()));
        this.notices = new Loop(
                "notices", name, () -> engine.deliverNotices() ? Duration.ZERO : jittered(settings.sweepInterval()));
        Duration look = settings.alerts() == null
                ? settings.sweepInterval()
                : settings.alerts().interval();
        this.alerts = new Loop("alerts", name, () -> {
            engine.lookForIncidents();
            return jittered(look);
        });
        this.listeners = new Loop("listeners", name, () -> {
            engine.tellListeners(IDLE);
            return Duration.ZERO;
        });
        for (int i = 0; i < settings.finishers(); i++) {
            finishers.add(new Loop("finish-" + i, name, () -> {
                engine.finish(IDLE);
                return Duration.ZERO;
            }));
        }
        engine.onSlotFree(() -> {
            if (hungry) {
                claim.wake();
            }
        });
        engine.onNoticeAdded(notices::wake);
    }

    /** Return whether threads drive the engine. */
    public synchronized boolean isStarted() {
        return started;
    }

    public Engine engine() {
        return engine;
    }

    /**
     * Start the loops.
     *
     * @throws IllegalStateException when it was started or closed before
     */
    public synchronized void start() {
        if (started || closing) {
            throw new IllegalStateException("This engine was " + (closing ? "closed" : "started") + " before");
        }
        started = true;
        listeners.start();
        finishers.forEach(Loop::start);
        beat.start();
        sweep.start();
        retention.start();
        notices.start();
        if (settings.alerts() != null) {
            alerts.start();
        }
        if (engine.runsAnything()) {
            wakeUps = engine.store().listen(claim::wake);
            claim.start();
        }
        LOG.info("Node {} started with {} slots", engine.node(), settings.concurrency());
    }

    /**
     * Stop: claim no more, wait for the grace time with heartbeats on, put back what is unfinished uncharged, end the loops.
     * Idempotent. What could not be put back is left to its lease.
     */
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        boolean interrupted = false;
        try {
            if (started) {
                closeWakeUps();
                claim.stop();
                claim.join(CLOSE_SAVES);
                awaitNoneRunning(settings.shutdownGrace());
                engine.stopAttempts(Stop.SHUTDOWN);
                awaitNoneRunning(CLOSE_SAVES);
                if (engine.running() > 0) {
                    LOG.warn("{} attempts could not be put back; their leases run out", engine.running());
                }
            }
        } catch (InterruptedException inAHurry) {
            engine.stopAttempts(Stop.SHUTDOWN);
            interrupted = true;
        } finally {
            endLoops();
            engine.closeThreads();
            supervisors.shutdown();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        LOG.info("Node {} closed", engine.node());
    }

    /** Show how this node fares. */
    public Health health() {
        List<Loop> loops = loops();
        List<String> problems = new ArrayList<>();
        if (started && !closing) {
            Duration late = settings.sweepInterval().multipliedBy(3).plusSeconds(30);
            for (Loop loop : loops) {
                if (!loop.health().alive()) {
                    problems.add("the " + loop.health().name() + " loop is dead");
                } else if (loop.sinceSuccess().compareTo(late) > 0) {
                    problems.add(
                            "the " + loop.health().name() + " loop last succeeded " + loop.sinceSuccess() + " ago");
                }
            }
        }
        int leaked = engine.leaked();
        if (leaked > 0) {
            problems.add(leaked + " of " + settings.concurrency() + " slots are kept by hung calls or saves");
        }
        if (engine.droppedEvents() > 0) {
            problems.add(engine.droppedEvents() + " listener events were dropped");
        }
        return new Health(
                engine.node(),
                engine.running(),
                settings.concurrency(),
                leaked,
                engine.waitingSaves(),
                engine.droppedEvents(),
                engine.fencedWrites(),
                engine.purgedJobs(),
                loops.stream().map(Loop::health).toList(),
                problems);
    }

    private Duration claimStep() {
        if (closing) {
            return settings.pollInterval();
        }
        // Set before the claim, so that a slot that comes free while it runs is not missed.
        hungry = true;
        Claimer.Found found = engine.claim();
        hungry = found.left() != Claimer.Left.NOTHING;
        if (found.left() == Claimer.Left.MORE) {
            return Duration.ZERO;
        }
        Duration poll = jittered(settings.pollInterval());
        Duration again = found.askAgainIn() == null ? poll : spread(found.askAgainIn());
        return again.compareTo(poll) < 0 ? again : poll;
    }

    private Duration sweepStep() {
        if (sweep.isFailing()) {
            calm.disturb();
        }
        engine.expireLeases(calm::holds);
        engine.sweep();
        return jittered(settings.sweepInterval());
    }

    private void awaitNoneRunning(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (engine.running() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void endLoops() {
        List<Loop> running = started ? loops() : List.of();
        running.forEach(Loop::stop);
        try {
            for (Loop loop : running) {
                if (!loop.join(CLOSE_SAVES)) {
                    LOG.warn(
                            "The {} loop does not end; it is left behind as a daemon",
                            loop.health().name());
                }
            }
        } catch (InterruptedException inAHurry) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Loop> loops() {
        List<Loop> loops = new ArrayList<>(finishers);
        if (engine.runsAnything()) {
            loops.add(claim);
        }
        loops.addAll(List.of(beat, sweep, retention, notices, listeners));
        if (settings.alerts() != null) {
            loops.add(alerts);
        }
        return loops;
    }

    private void closeWakeUps() {
        if (wakeUps != null) {
            try {
                wakeUps.close();
            } catch (Exception failed) {
                LOG.warn("Wake-ups did not close", failed);
            }
        }
    }

    /** Spread nodes that wait for the same instant over the next few milliseconds. */
    private static Duration spread(Duration wait) {
        return wait.plusNanos(ThreadLocalRandom.current().nextLong(MOST_SPREAD.toNanos()));
    }

    /** Spread nodes: between three quarters and all of an interval. */
    private static Duration jittered(Duration interval) {
        return interval.multipliedBy(750 + ThreadLocalRandom.current().nextInt(250))
                .dividedBy(1000);
    }
}
