package dev.analysisjobs.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls those who wait for work: in this process at once, on other nodes over the channel. Thread-safe. */
final class Wakers {
    private static final Logger LOG = LoggerFactory.getLogger(Wakers.class);

    private final Units units;
    private final WorkChannel channel;
    private final List<Waker> wakers = new CopyOnWriteArrayList<>();
    private @Nullable AutoCloseable hearing;

    Wakers(Units units, WorkChannel channel) {
        this.units = units;
        this.channel = channel;
    }

    /** One call of {@code listen}: the same action may listen twice. */
    private static final class Waker {
        private final Runnable onWork;

        Waker(Runnable onWork) {
            this.onWork = onWork;
        }
    }

    /** Adds a listener; while there is one, other nodes are heard. */
    AutoCloseable add(Runnable onWork) {
        Waker added = new Waker(onWork);
        synchronized (this) {
            wakers.add(added);
            if (hearing == null) {
                hearing = channel.hear(this::wake);
            }
        }
        return () -> remove(added);
    }

    private synchronized void remove(Waker waker) throws Exception {
        wakers.remove(waker);
        AutoCloseable open = hearing;
        if (wakers.isEmpty() && open != null) {
            hearing = null;
            open.close();
        }
    }

    /** Has the commit of a unit's transaction tell of its work where nobody can tell afterwards. */
    void tellWith(Tx tx) throws SQLException {
        if (units.isCommitHidden()) {
            channel.tellWith(tx);
        }
    }

    /** Tells of work once it is committed. Called when no connection is held. */
    void tellAfterCommit() {
        units.afterCommit(() -> {
            wake();
            channel.tellSoon();
        });
    }

    Optional<Duration> heardAgo() {
        return channel.heardAgo();
    }

    void close() {
        channel.close();
    }

    private void wake() {
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
