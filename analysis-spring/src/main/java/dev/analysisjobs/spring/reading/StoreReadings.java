package dev.analysisjobs.spring.reading;

import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.port.JobStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Read the store regularly on a thread of its own, from the first time that somebody asks: who asks never waits for the
 * database and never adds to its load. Thread-safe.
 *
 * @since 0.1
 */
public final class StoreReadings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreReadings.class);
    private static final int STALE_AFTER = 3;

    private final JobStore store;
    private final List<String> types;
    private final ReadingProperties settings;
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile State state = new State(null, 0, null);
    private @Nullable ScheduledExecutorService thread;
    private boolean closed;

    /** The last reading with its time, and why the one after it failed. */
    private record State(
            @Nullable Reading reading,
            long readNanos,
            @Nullable String error) {}

    StoreReadings(JobStore store, Collection<String> types, ReadingProperties settings) {
        this.store = store;
        this.types = List.copyOf(types);
        this.settings = settings;
    }

    /** Return how far back ended jobs are counted. */
    public Duration window() {
        return settings.window();
    }

    /** Return the last reading; empty before the first, after a failed one, and when it is too old to be believed. */
    public Optional<Reading> current() {
        start();
        State last = state;
        Duration age = ageOf(last);
        boolean stale = age == null || age.compareTo(settings.refresh().multipliedBy(STALE_AFTER)) > 0;
        return last.error() != null || stale ? Optional.empty() : Optional.ofNullable(last.reading());
    }

    /** Return {@link #current}, having waited for the very first reading to succeed or fail. */
    public Optional<Reading> current(Duration patience) throws InterruptedException {
        start();
        first.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        return current();
    }

    /** Return how old the last successful reading is; empty when there is none. */
    public Optional<Duration> age() {
        start();
        return Optional.ofNullable(ageOf(state));
    }

    /** Return why there is no {@link #current} reading, in words for people. */
    public String whyNone() {
        State last = state;
        if (last.error() != null) {
            return last.error();
        }
        Duration age = ageOf(last);
        return age == null ? "it was not read yet" : "the last reading is " + age + " old";
    }

    /** End the thread. */
    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            // Not interrupted: no statement of a store is.
            thread.shutdown();
        }
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            thread = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread made = new Thread(task, "analysis-reading");
                made.setDaemon(true);
                return made;
            });
            thread.scheduleWithFixedDelay(this::refresh, 0, settings.refresh().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void refresh() {
        try {
            Reading reading = new Reading(store.backlog(types, settings.window()), store.pauses());
            state = new State(reading, System.nanoTime(), null);
        } catch (Throwable failed) {
            State last = state;
            if (last.error() == null) {
                LOG.warn("The store cannot be read for meters and health", failed);
            }
            state = new State(last.reading(), last.readNanos(), SafeText.describe(failed));
        } finally {
            first.countDown();
        }
    }

    private static @Nullable Duration ageOf(State state) {
        return state.reading() == null ? null : Duration.ofNanos(System.nanoTime() - state.readNanos());
    }
}
