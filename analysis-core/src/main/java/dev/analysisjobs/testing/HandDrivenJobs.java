package dev.analysisjobs.testing;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.AnalysisJobsBuilder;
import dev.analysisjobs.Steps;
import dev.analysisjobs.memory.InMemoryJobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * Run a whole engine in a test without waiting: an in-memory store, a clock that the test moves, a node that the test drives.
 *
 * <pre>{@code
 * try (var jobs = HandDrivenJobs.with(builder -> builder.handle(TYPE, flaky))) {
 *     var job = jobs.jobs().submit(Submission.of(TYPE, "anna", sheet)).job();
 *     jobs.steps().runDue();                  // first attempt fails
 *     jobs.advance(Duration.ofMinutes(10));   // its backoff passes
 *     jobs.steps().runDue();                  // second attempt
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class HandDrivenJobs implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SettableClock clock = new SettableClock(START);
    private final InMemoryJobStore store = new InMemoryJobStore(clock);
    private final AnalysisJobs jobs;
    private final Steps steps;

    private HandDrivenJobs(UnaryOperator<AnalysisJobsBuilder> described) {
        this.jobs = described.apply(AnalysisJobs.builder(store)).build();
        this.steps = jobs.byHand();
    }

    /** Build a node as described over a new in-memory store. */
    public static HandDrivenJobs with(UnaryOperator<AnalysisJobsBuilder> described) {
        return new HandDrivenJobs(described);
    }

    /** Return the front door. */
    public AnalysisJobs jobs() {
        return jobs;
    }

    /** Return the steps. */
    public Steps steps() {
        return steps;
    }

    /** Return the store. */
    public InMemoryJobStore store() {
        return store;
    }

    /** Move the store's clock on. */
    public void advance(Duration by) {
        clock.advance(by);
    }

    @Override
    public void close() {
        jobs.close();
        store.close();
    }
}
