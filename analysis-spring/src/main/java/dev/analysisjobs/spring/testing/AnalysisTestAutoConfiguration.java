package dev.analysisjobs.spring.testing;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.Steps;
import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.spring.AnalysisJobsAutoConfiguration;
import dev.analysisjobs.testing.SettableClock;
import java.time.Instant;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Gives a test the store, the clock and the steps; see {@link AnalysisTest}. */
@AutoConfiguration(before = AnalysisJobsAutoConfiguration.class)
final class AnalysisTestAutoConfiguration {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Bean
    @ConditionalOnMissingBean
    SettableClock analysisTestClock() {
        return new SettableClock(START);
    }

    @Bean
    @ConditionalOnMissingBean(JobStore.class)
    InMemoryJobStore analysisTestStore(SettableClock clock) {
        return new InMemoryJobStore(clock);
    }

    @Bean
    Steps analysisTestSteps(AnalysisJobs jobs) {
        return jobs.byHand();
    }
}
