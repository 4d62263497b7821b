package dev.analysisjobs;

import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.port.CompletionWrites;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Tell an analyser about the attempt it works on. Thread-safe.
 *
 * @since 0.1
 */
public interface AttemptContext {

    /** Return the job's id. */
    UUID jobId();

    /** Return the type's name. */
    String type();

    /** Return who or what the analysis is about. */
    String subject();

    /** Return the number of this attempt, from 1. */
    int attempt();

    /** Return the attempt budget. */
    int maxAttempts();

    /** Return how long this attempt may still run; zero once its limit is reached. */
    Duration timeLeft();

    /**
     * Return whether the answer is no longer wanted: limit reached, job cancelled, lease lost, or node stopping. The thread is
     * interrupted too.
     */
    boolean isCancelled();

    /**
     * Return the attempt before this one, with its failure and the violations of its rejected output, so that the model can be
     * asked again with them.
     */
    Optional<Attempt> previous();

    /** Return what an earlier attempt, or this one, last left with {@link #saveCheckpoint} or a deferred verdict. */
    Optional<String> checkpoint();

    /**
     * Keep a text for this and the next attempt, durably: it is committed when this method returns. A checkpoint is never
     * readable as a result and is cleared when the job completes.
     *
     * @param checkpoint the text, replacing the one before; subject to the text rule, at most 1 MiB in UTF-8
     * @throws IllegalArgumentException when the text breaks the text rule
     * @throws IllegalStateException when the lease is lost or the attempt is past its limit; nothing was kept
     * @throws InterruptedException when the attempt is cancelled meanwhile
     */
    void saveCheckpoint(String checkpoint) throws InterruptedException;

    /**
     * Have own writes committed together with this attempt's result: all of them or nothing. They run after this call, once its
     * answer passed the rules, on another thread and inside the transaction that stores the result; never when the attempt ends
     * otherwise, is cancelled or lost its lease. Several run in the order in which they were given; those of a call that is
     * repeated within its attempt are dropped.
     *
     * <p>Writes that fail for good fail the job with {@code UNSTORABLE} and leave no result. After a transient failure they
     * are run again in a new transaction, while the lease lives and without another call of the analyser.
     *
     * @throws IllegalStateException when the attempt is over, or has 100 of them already
     */
    void saveWithCompletion(CompletionWrites writes);
}
