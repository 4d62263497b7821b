package dev.analysisjobs.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Carries word of new work from node to node, where the database can. Thread-safe. */
interface WorkChannel extends AutoCloseable {
    /** A channel that carries nothing: the other nodes find new work when they poll. */
    WorkChannel NONE = new WorkChannel() {
        @Override
        public void tellWith(Tx tx) {}

        @Override
        public void tellSoon() {}

        @Override
        public AutoCloseable hear(Runnable onWork) {
            return () -> {};
        }

        @Override
        public Optional<Duration> heardAgo() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    };

    /** Tells the others with the commit of a unit's transaction. */
    void tellWith(Tx tx) throws SQLException;

    /** Tells the others of what is committed; many calls may become one. Does not block and does not fail. */
    void tellSoon();

    /** Calls an action when another node told of work, and when something may have been missed. One listener at a time. */
    AutoCloseable hear(Runnable onWork);

    /** Returns how long ago the connection that listens was seen alive; empty when nobody listens. */
    Optional<Duration> heardAgo();

    @Override
    void close();
}
