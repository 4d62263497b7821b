package dev.analysisjobs.memory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Call those who wait for work. Thread-safe; never called under the store's lock. */
final class WorkListeners {
    private static final Logger LOG = LoggerFactory.getLogger(WorkListeners.class);

    /** One call of {@code listen}: the same action may listen twice. */
    private record Listener(Object identity, Runnable onWork) {}

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    AutoCloseable add(Runnable onWork) {
        Listener added = new Listener(new Object(), onWork);
        listeners.add(added);
        return () -> listeners.remove(added);
    }

    void call() {
        for (Listener listener : listeners) {
            try {
                listener.onWork().run();
            } catch (Throwable thrown) {
                // The work is stored; whoever could not be woken finds it at its next poll.
                LOG.warn("A listener for work failed", thrown);
            }
        }
    }

    void clear() {
        listeners.clear();
    }
}
