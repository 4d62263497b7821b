package dev.analysisjobs.spring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobEvent;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.JobListener.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventMetersTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String HASH = "0".repeat(64);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EventMeters meters = new EventMeters(registry, new BoundedTags(Set.of("known")));

    @Test
    void tagsStayFewWhateverTypesAndCodesComeByOtherNodes() {
        for (int i = 0; i < 500; i++) {
            FailureCode code = new FailureCode("OWN_" + i);
            AnalysisJob job = job("type-" + i, JobStatus.PENDING);
            meters.on(new Event.AttemptEnded(job, code, Duration.ZERO, Duration.ZERO, Duration.ZERO));
            meters.on(new Event.Changed(job, JobEvent.GIVE_UP, true, new Failure(code, "why")));
            meters.on(new Event.Submitted(job));
        }
        meters.on(new Event.AttemptEnded(
                job("known", JobStatus.PENDING), FailureCode.TIMEOUT, Duration.ZERO, Duration.ZERO, Duration.ZERO));

        assertThat(registry.find("analysis.jobs.submitted").counters()).hasSize(1);
        assertThat(registry.find("analysis.jobs.call").timers()).hasSize(BoundedTags.OWN_CODES + 2);
        assertThat(registry.find("analysis.jobs.ended").counters()).hasSize(BoundedTags.OWN_CODES + 1);
        assertThat(registry.get("analysis.jobs.ended")
                        .tags("type", "other", "code", "other")
                        .counter()
                        .count())
                .isEqualTo(500 - BoundedTags.OWN_CODES);
        assertThat(registry.get("analysis.jobs.attempts")
                        .tags("type", "known", "outcome", "TIMEOUT")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void anEndIsCountedOnceAndItsRepairApart() {
        meters.on(changed(JobStatus.PROCESSING, JobEvent.COMPLETE, null));
        meters.on(changed(JobStatus.COMPLETED, JobEvent.FOUND_INCOMPLETE, FailureCode.RESULT_INCOMPLETE));
        meters.on(changed(JobStatus.PENDING, JobEvent.CANCEL, FailureCode.CANCELLED));
        meters.on(changed(JobStatus.PROCESSING, JobEvent.LEASE_EXPIRED, FailureCode.WORKER_LOST));

        assertThat(ended("completed", "none")).isEqualTo(1);
        assertThat(ended("cancelled", "CANCELLED")).isEqualTo(1);
        assertThat(ended("failed", "WORKER_LOST")).isEqualTo(1);
        assertThat(registry.find("analysis.jobs.ended").counters()).hasSize(3);
        assertThat(registry.get("analysis.jobs.repairs")
                        .tag("event", "found_incomplete")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("analysis.jobs.repairs")
                        .tag("event", "lease_expired")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void answersByExistingJobsAndLostAttemptsAreCounted() {
        meters.on(new Event.Deduplicated(job("known", JobStatus.PENDING), false));
        meters.on(new Event.Deduplicated(job("known", JobStatus.COMPLETED), true));
        meters.on(new Event.Fenced(job("known", JobStatus.PENDING)));

        assertThat(registry.get("analysis.jobs.deduplicated")
                        .tag("answer", "joined")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("analysis.jobs.deduplicated")
                        .tag("answer", "reused")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("analysis.jobs.fenced").counter().count()).isEqualTo(1);
    }

    private double ended(String status, String code) {
        return registry.get("analysis.jobs.ended")
                .tags("status", status, "code", code)
                .counter()
                .count();
    }

    private static Event.Changed changed(JobStatus before, JobEvent event, @Nullable FailureCode code) {
        return new Event.Changed(job("known", before), event, true, code == null ? null : new Failure(code, "why"));
    }

    private static AnalysisJob job(String type, JobStatus status) {
        return new AnalysisJob(
                UUID.randomUUID(),
                type,
                "1",
                "ann",
                status,
                0,
                HASH,
                HASH,
                null,
                1,
                3,
                NOW,
                NOW,
                status == JobStatus.PROCESSING ? new dev.analysisjobs.model.Lease("node", 1, NOW) : null,
                status == JobStatus.COMPLETED ? UUID.randomUUID() : null,
                null,
                NOW,
                NOW,
                status.isTerminal() ? NOW : null);
    }
}
