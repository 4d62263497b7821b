package dev.analysisjobs.spring.ai;

import java.io.InterruptedIOException;

/** Carries interrupts through code that may throw I/O exceptions alone. */
final class Interrupts {
    private Interrupts() {}

    /** Returns the interrupt as what may be thrown, and marks the thread again. */
    static InterruptedIOException asIo(InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        InterruptedIOException thrown = new InterruptedIOException("the call was interrupted");
        thrown.initCause(interrupt);
        return thrown;
    }
}
