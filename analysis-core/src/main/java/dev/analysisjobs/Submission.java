package dev.analysisjobs;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ask for one analysis. Immutable.
 *
 * @param <I> the type's input
 * @param <O> the type's output
 * @since 0.1
 */
public final class Submission<I, O> {
    private final AnalysisType<I, O> type;
    private final String subject;
    private final I input;
    private final @Nullable UUID id;
    private final @Nullable String key;
    private final int priority;
    private final @Nullable Instant notBefore;

    private Submission(
            AnalysisType<I, O> type,
            String subject,
            I input,
            @Nullable UUID id,
            @Nullable String key,
            int priority,
            @Nullable Instant notBefore) {
        this.type = Objects.requireNonNull(type, "type");
        this.subject = Objects.requireNonNull(subject, "subject");
        this.input = Objects.requireNonNull(input, "input");
        this.id = id;
        this.key = key;
        this.priority = priority;
        this.notBefore = notBefore;
    }

    /**
     * Ask for an analysis of an input.
     *
     * @param subject who or what it is about: a namespace for deduplication
     */
    public static <I, O> Submission<I, O> of(AnalysisType<I, O> type, String subject, I input) {
        return new Submission<>(type, subject, input, null, null, 0, null);
    }

    /**
     * Give the job's id, such as a message id: submitting the same id again returns that job as it is, whatever its state.
     */
    public Submission<I, O> withId(UUID jobId) {
        return new Submission<>(type, subject, input, jobId, key, priority, notBefore);
    }

    /** Give the deduplication key instead of the input's fingerprint. The same key with another input is refused. */
    public Submission<I, O> withKey(String dedupKey) {
        return new Submission<>(type, subject, input, id, dedupKey, priority, notBefore);
    }

    /**
     * Set the priority, from -1000 to 1000, 0 by default. Each point is a head start of one minute of waiting over the jobs of
     * priority 0 that a node can run: 60 lets a job overtake those that fell due up to an hour before it, and no others, so
     * that none waits for ever.
     */
    public Submission<I, O> withPriority(int value) {
        return new Submission<>(type, subject, input, id, key, value, notBefore);
    }

    /** Start no earlier than an instant, on the store's clock. */
    public Submission<I, O> notBefore(Instant instant) {
        return new Submission<>(type, subject, input, id, key, priority, instant);
    }

    public AnalysisType<I, O> type() {
        return type;
    }

    public String subject() {
        return subject;
    }

    public I input() {
        return input;
    }

    public Optional<UUID> id() {
        return Optional.ofNullable(id);
    }

    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    public int priority() {
        return priority;
    }

    public Optional<Instant> notBefore() {
        return Optional.ofNullable(notBefore);
    }
}
