package dev.analysisjobs.spring.ai;

import dev.analysisjobs.AttemptContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets interceptors of HTTP clients tell the analyser on the same thread what came. Calls of anybody else are not looked at.
 */
final class Exchanges implements AutoCloseable {
    private static final ThreadLocal<@Nullable Exchanges> WATCHING = new ThreadLocal<>();

    private @Nullable Exchange last;

    private final AttemptContext attempt;

    private Exchanges(AttemptContext attempt) {
        this.attempt = attempt;
    }

    /** Begins to watch this thread's exchanges, which are an attempt's, until this is closed. */
    static Exchanges watch(AttemptContext attempt) {
        Exchanges watching = new Exchanges(attempt);
        WATCHING.set(watching);
        return watching;
    }

    /** Returns the attempt whose call the thread makes; null when it makes none. */
    static @Nullable AttemptContext attempt() {
        Exchanges watching = WATCHING.get();
        return watching == null ? null : watching.attempt;
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
