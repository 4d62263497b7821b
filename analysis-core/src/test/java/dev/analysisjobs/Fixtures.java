package dev.analysisjobs;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.validate.ResultRules;
import java.time.Duration;

/** Types that the tests of the front door share. */
final class Fixtures {
    static final String GOOD = "{\"headline\":\"calm\"}";
    static final String BAD = "{\"headline\":\"\"}";

    private Fixtures() {}

    /** Return a type whose output is JSON with a headline; its waits are short on the wall clock. */
    static AnalysisType.Builder<String, String> profile() {
        return AnalysisType.builder("profile", "1", Codecs.text(), Codecs.text())
                .rules(ResultRules.builder().json().required("/headline").build())
                .timeLimit(Duration.ofSeconds(20))
                .backoff(new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1)))
                .callTries(1, Duration.ofMillis(1))
                .maxAttempts(3);
    }

    /** Return a node over a store with short intervals. */
    static AnalysisJobsBuilder fast(AnalysisJobsBuilder builder) {
        return builder.pollInterval(Duration.ofMillis(5))
                .sweepInterval(Duration.ofMillis(20))
                .lease(Duration.ofSeconds(2))
                .heartbeat(Duration.ofMillis(20))
                .saveLimit(Duration.ofSeconds(20))
                .shutdownGrace(Duration.ZERO);
    }

    static AnalysisJob submit(AnalysisJobs jobs, AnalysisType<String, String> type, String subject) {
        return jobs.submit(Submission.of(type, subject, "input of " + subject)).job();
    }
}
