package dev.analysisjobs.jdbc;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls those in this process who wait for work. Thread-safe; called when no connection is held. */
final class Wakers {
    private static final Logger LOG = LoggerFactory.getLogger(Wakers.class);

    private final List<Waker> wakers = new CopyOnWriteArrayList<>();

    /** One call of {@code listen}: the same action may listen twice. */
    private static final class Waker {
        private final Runnable onWork;

        Waker(Runnable onWork) {
            this.onWork = onWork;
        }
    }

    AutoCloseable add(Runnable onWork) {
        Waker added = new Waker(onWork);
        wakers.add(added);
        return () -> wakers.remove(added);
    }

    void wake() {
        for (Waker waker : wakers) {
            try {
                waker.onWork.run();
            } catch (Throwable thrown) {
                // The work is stored; whoever could not be woken finds it at its next poll.
                LOG.warn("A listener for work failed", thrown);
            }
        }
    }
}
