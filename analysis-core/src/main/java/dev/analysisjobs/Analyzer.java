package dev.analysisjobs;

/**
 * Make the call: the app's code that asks an AI service, or any slow, unreliable analyser, and says what came.
 *
 * <p>Called on a library thread of its own, without a transaction or connection. It may run for as long as the type's time
 * limit, then it is interrupted, and whatever it returns later is dropped. The library is the only retry loop: switch the
 * client's own retries off and keep its time-out below the type's limit. It runs at least once per job, so its own side
 * effects must bear repetition. One instance serves many threads.
 *
 * @param <I> the type's input
 * @param <O> the type's output
 * @since 0.1
 */
@FunctionalInterface
public interface Analyzer<I, O> {

    /**
     * Analyse one input.
     *
     * @return what came; a null verdict counts as an empty answer
     * @throws Exception anything; classified by type and cause, an {@link dev.analysisjobs.model.OutcomeException} by what it
     *     carries, never by message text
     */
    Verdict<O> analyze(I input, AttemptContext context) throws Exception;
}
