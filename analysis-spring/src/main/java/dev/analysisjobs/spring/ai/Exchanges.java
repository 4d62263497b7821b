package dev.analysisjobs.spring.ai;

import org.jspecify.annotations.Nullable;

/**
 * Lets interceptors of HTTP clients tell the analyser on the same thread what came. Calls of anybody else are not looked at.
 */
final class Exchanges implements AutoCloseable {
    private static final ThreadLocal<@Nullable Exchanges> WATCHING = new ThreadLocal<>();

    private @Nullable Exchange last;

    private Exchanges() {}

    /** Begins to watch this thread's exchanges, until this is closed. */
    static Exchanges watch() {
        Exchanges watching = new Exchanges();
        WATCHING.set(watching);
        return watching;
    }

    static boolean isWatching() {
        return WATCHING.get() != null;
    }

    /** Forgets what came before, since something new is asked for. */
    static void begins() {
        note(null);
    }

    /** Keeps what came last. */
    static void note(@Nullable Exchange exchange) {
        Exchanges watching = WATCHING.get();
        if (watching != null) {
            watching.last = exchange;
        }
    }

    @Nullable
    Exchange last() {
        return last;
    }

    @Override
    public void close() {
        WATCHING.remove();
    }
}
