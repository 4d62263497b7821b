package dev.analysisjobs.spring.metrics;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.JobEvent;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.JobListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** Counts and times what this node committed. */
final class EventMeters implements JobListener {
    private static final String PREFIX = "analysis.jobs.";

    private final MeterRegistry registry;
    private final BoundedTags tags;

    EventMeters(MeterRegistry registry, BoundedTags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.Submitted submitted) {
            count("submitted", "Jobs stored", submitted.job());
        } else if (event instanceof Event.Deduplicated deduplicated) {
            count(
                    "deduplicated",
                    "Submissions answered by an existing job",
                    deduplicated.job(),
                    "answer",
                    deduplicated.reused() ? "reused" : "joined");
        } else if (event instanceof Event.Fenced fenced) {
            count("fenced", "Ends of attempts that were dropped because the lease was gone", fenced.job());
        } else if (event instanceof Event.AttemptEnded ended) {
            attempt(ended);
        } else if (event instanceof Event.Changed changed) {
            changed(changed);
        }
    }

    private void attempt(Event.AttemptEnded ended) {
        String outcome = tags.code(ended.failure(), "COMPLETE");
        count("attempts", "Attempts of this node whose end was committed", ended.job(), "outcome", outcome);
        time("queue", "From a job's due time to the claim", ended.job(), outcome, ended.queued());
        time("call", "From the claim to the judged answer", ended.job(), outcome, ended.called());
        time("save", "From the judged answer to the commit", ended.job(), outcome, ended.saved());
    }

    private void changed(Event.Changed changed) {
        switch (changed.event()) {
            case LEASE_EXPIRED, DEADLINE_PASSED, FOUND_INCOMPLETE ->
                count(
                        "repairs",
                        "Jobs that the sweep or the audit of this node mended",
                        changed.job(),
                        "event",
                        changed.event().name().toLowerCase(Locale.ROOT));
            case OPERATOR_RETRY -> count("reopened", "Ended jobs that an operator started anew", changed.job());
            default -> {}
        }
        // A completed job that the audit fails has been counted once already.
        if (changed.terminal() && !changed.job().status().isTerminal()) {
            count(
                    "ended",
                    "Jobs that ended by a change of this node",
                    changed.job(),
                    "status",
                    statusAfter(changed.event()).word(),
                    "code",
                    changed.failure() == null
                            ? BoundedTags.NONE
                            : tags.code(changed.failure().code(), BoundedTags.NONE));
        }
    }

    private static JobStatus statusAfter(JobEvent event) {
        return switch (event) {
            case COMPLETE -> JobStatus.COMPLETED;
            case CANCEL -> JobStatus.CANCELLED;
            default -> JobStatus.FAILED;
        };
    }

    private void count(String name, String description, AnalysisJob job, String... more) {
        Counter.builder(PREFIX + name)
                .description(description)
                .tag("type", tags.type(job.type()))
                .tags(more)
                .register(registry)
                .increment();
    }

    private void time(String name, String description, AnalysisJob job, String outcome, Duration duration) {
        Timer.builder(PREFIX + name)
                .description(description)
                .tag("type", tags.type(job.type()))
                .tag("outcome", outcome)
                .register(registry)
                .record(duration.isNegative() ? Duration.ZERO : duration);
    }
}
