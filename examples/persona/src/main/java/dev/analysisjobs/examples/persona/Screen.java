package dev.analysisjobs.examples.persona;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Print for people. On a terminal the progress is one line that is written over; anywhere else it is a new line now and then,
 * so that a log stays readable.
 */
final class Screen {
    private static final Duration LIVE = Duration.ofMillis(200);
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean live;
    private long shownAt = System.nanoTime();
    private int width;

    Screen(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    /** Return whether it is time to show progress again; asked for before figures are gathered for nothing. */
    synchronized boolean isDue() {
        return System.nanoTime() - shownAt >= (live ? LIVE : NOW_AND_THEN).toNanos();
    }

    synchronized void progress(String line) {
        shownAt = System.nanoTime();
        if (live) {
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            width = line.length();
        } else {
            out.println(line);
        }
        out.flush();
    }

    synchronized void line(String line) {
        if (width > 0) {
            out.println();
            width = 0;
        }
        out.println(line);
        out.flush();
    }

    /** Return whether the standard output is a terminal. */
    static boolean isTerminal() {
        if (System.console() == null) {
            return false;
        }
        try {
            // From Java 22 on a console may be there without a terminal, and says so.
            return (boolean) Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }
}
