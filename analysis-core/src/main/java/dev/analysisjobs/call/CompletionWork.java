package dev.analysisjobs.call;

import dev.analysisjobs.port.CompletionWrites;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What an analyser wants written together with its result, in order. Thread-safe. */
public final class CompletionWork {
    static final int LIMIT = 100;

    private final UUID jobId;
    private final List<CompletionWrites> work = new ArrayList<>();
    private boolean closed;

    CompletionWork(UUID jobId) {
        this.jobId = jobId;
    }

    public synchronized void add(CompletionWrites writes) {
        if (closed) {
            throw new IllegalStateException(
                    "The attempt of job " + jobId + " is over; nothing more can be saved with its completion");
        }
        if (work.size() == LIMIT) {
            throw new IllegalStateException(
                    "The attempt of job " + jobId + " has " + LIMIT + " writes for its completion, which is the limit");
        }
        work.add(writes);
    }

    /** Forget what a call wanted that is repeated. */
    synchronized void clear() {
        work.clear();
    }

    /** Take no more; return all as one, or nothing when there is none. */
    public synchronized Optional<CompletionWrites> close() {
        closed = true;
        if (work.isEmpty()) {
            return Optional.empty();
        }
        List<CompletionWrites> all = List.copyOf(work);
        return Optional.of(result -> {
            for (CompletionWrites one : all) {
                one.write(result);
            }
        });
    }
}
