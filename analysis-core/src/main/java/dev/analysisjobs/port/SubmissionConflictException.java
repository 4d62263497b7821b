package dev.analysisjobs.port;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Report submissions whose caller-given key or id belongs to a job with another input. Those of a bulk submit that do not
 * conflict are stored all the same; submitting them again joins them.
 *
 * @since 0.1
 */
public final class SubmissionConflictException extends RuntimeException {

    /**
     * One conflict.
     *
     * @param index the submission's place in the bulk, from 0
     * @param holder the job that the key or id belongs to
     * @param what which of the two: {@code key} or {@code id}
     */
    public record Conflict(int index, UUID holder, String what) {}

    private final List<Conflict> conflicts;

    public SubmissionConflictException(List<Conflict> conflicts) {
        super(conflicts.stream()
                .limit(10)
                .map(c -> "submission " + c.index() + " gives the " + c.what() + " of job " + c.holder()
                        + ", which has another input")
                .collect(Collectors.joining("; ", conflicts.size() + " in conflict: ", "")));
        this.conflicts = List.copyOf(conflicts);
    }

    public List<Conflict> conflicts() {
        return conflicts;
    }
}
