package dev.analysisjobs.examples.persona.ai;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Count the calls of an AI service in this process. Thread-safe. */
public final class AiCalls {
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final LongConsumer onAnswer;

    /**
     * @param onAnswer called with the number of each whole reply, from 1, before anybody looks at the reply
     */
    public AiCalls(LongConsumer onAnswer) {
        this.onAnswer = onAnswer;
    }

    /** Return how many calls were made. */
    public long made() {
        return begun.get();
    }

    void begun() {
        begun.incrementAndGet();
    }

    void answered() {
        onAnswer.accept(answered.incrementAndGet());
    }
}
