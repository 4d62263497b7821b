package dev.analysisjobs.engine;

import dev.analysisjobs.port.JobListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners of committed changes, in order, on a thread that nothing else waits for. */
final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int WAITING = 10_000;

    private final List<JobListener> listeners;
    private final ArrayBlockingQueue<JobListener.Event> queue = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong dropped = new AtomicLong();

    Events(List<JobListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void publish(JobListener.Event event) {
        if (!listeners.isEmpty() && !queue.offer(event)) {
            dropped.incrementAndGet();
        }
    }

    long dropped() {
        return dropped.get();
    }

    /** Tell what waits; return whether anything did. */
    boolean tell(Duration patience) throws InterruptedException {
        JobListener.Event event = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (event == null) {
            return false;
        }
        for (JobListener listener : listeners) {
            try {
                listener.on(event);
            } catch (Throwable failed) {
                LOG.warn("A listener failed on {}", event.getClass().getSimpleName(), failed);
            }
        }
        return true;
    }
}
