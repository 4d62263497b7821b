package dev.analysisjobs.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.dedup.Decision.Reason;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.AnalysisResult;
import dev.analysisjobs.model.DedupKey;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.SampleJobs;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.validate.ResultRules;
import dev.analysisjobs.validate.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeduplicationTest {
    private static final DedupKey KEY = SampleJobs.KEY;
    private static final DedupKey OTHER_INPUT = new DedupKey(KEY.fingerprint(), "d".repeat(64), KEY.activeKey());
    private static final Duration DAY = Duration.ofDays(1);
    private static final DedupPolicy REUSE = new DedupPolicy(InFlight.JOIN, Finished.reuseIfComplete(DAY));
    private static final Instant LATER = SampleJobs.COMPLETED.plusSeconds(1);

    private final AnalysisJob completed = SampleJobs.in(JobStatus.COMPLETED);
    private final AnalysisResult result = resultOf(completed, "{}");

    @ParameterizedTest
    @EnumSource(
            value = JobStatus.class,
            names = {"PENDING", "PROCESSING"})
    void aJobInFlightIsJoined(JobStatus status) {
        AnalysisJob holder = SampleJobs.in(status);
        assertThat(decide(DedupPolicy.standard(), KEY, holder, null, LATER)).isEqualTo(new Decision.Join(holder));
        assertThat(decide(REUSE, KEY, holder, null, LATER)).isEqualTo(new Decision.Join(holder));
    }

    @ParameterizedTest
    @EnumSource(
            value = JobStatus.class,
            names = {"PENDING", "PROCESSING"})
    void theSameKeyWithAnotherInputIsAConflictInFlight(JobStatus status) {
        AnalysisJob holder = SampleJobs.in(status);
        assertThat(decide(REUSE, OTHER_INPUT, holder, null, LATER)).isEqualTo(new Decision.Conflict(holder));
    }

    @Test
    void aCompleteResultIsReusedUpToItsAge() {
        Instant last = SampleJobs.COMPLETED.plus(DAY);
        assertThat(decide(REUSE, KEY, completed, result, LATER)).isEqualTo(new Decision.Reuse(completed, result));
        assertThat(decide(REUSE, KEY, completed, result, last)).isEqualTo(new Decision.Reuse(completed, result));
        assertThat(decide(REUSE, KEY, completed, result, last.plusNanos(1000)))
                .isEqualTo(new Decision.Release(completed, Reason.TOO_OLD));
    }

    @Test
    void anAgeWithoutAnEndIsNoFault() {
        DedupPolicy forEver =
                new DedupPolicy(InFlight.JOIN, Finished.reuseIfComplete(Duration.ofSeconds(Long.MAX_VALUE)));
        assertThat(decide(forEver, KEY, completed, result, Instant.MAX))
                .isEqualTo(new Decision.Reuse(completed, result));
    }

    /** The third step of the incident: an incomplete result was handed out as an answer. */
    @Test
    void aResultThatBreaksTodaysRulesIsNeverHandedOut() {
        for (String incomplete : new String[] {"", " ", "null", "\uFEFF"}) {
            AnalysisResult today = resultOf(completed, incomplete);
            assertThat(today).isNull();
            assertThat(decide(REUSE, KEY, completed, today, LATER))
                    .isEqualTo(new Decision.Release(completed, Reason.NO_LONGER_VALID));
        }
    }

    @Test
    void aPolicyThatNoLongerReusesReleasesTheKey() {
        assertThat(decide(DedupPolicy.standard(), KEY, completed, result, LATER))
                .isEqualTo(new Decision.Release(completed, Reason.POLICY));
    }

    @Test
    void theSameKeyWithAnotherInputIsAConflictWhileTheResultWouldBeReused() {
        assertThat(decide(REUSE, OTHER_INPUT, completed, result, LATER)).isEqualTo(new Decision.Conflict(completed));
        assertThat(decide(REUSE, OTHER_INPUT, completed, null, LATER)).isEqualTo(new Decision.Conflict(completed));
        assertThat(decide(REUSE, OTHER_INPUT, completed, result, LATER.plus(DAY)))
                .isEqualTo(new Decision.Release(completed, Reason.TOO_OLD));
        assertThat(decide(DedupPolicy.standard(), OTHER_INPUT, completed, result, LATER))
                .isEqualTo(new Decision.Release(completed, Reason.POLICY));
    }

    @ParameterizedTest
    @EnumSource(
            value = JobStatus.class,
            names = {"FAILED", "CANCELLED"})
    void aJobThatEndedWithoutAResultNeverMatches(JobStatus status) {
        AnalysisJob holder = SampleJobs.in(status);
        for (DedupKey key : new DedupKey[] {KEY, OTHER_INPUT}) {
            assertThat(decide(REUSE, key, holder, null, LATER))
                    .isEqualTo(new Decision.Release(holder, Reason.ENDED_WITHOUT_RESULT));
        }
    }

    /** The third step of the incident: the job that deduplication named as the original was the job itself. */
    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void aJobIsNeverADuplicateOfItself(JobStatus status) {
        AnalysisJob itself = SampleJobs.in(status);
        assertThatThrownBy(() -> Deduplication.decide(REUSE, itself.id(), KEY, itself, null, LATER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Job " + itself.id() + " holds the key: it is never a duplicate of itself");
    }

    @Test
    void anotherJobsResultIsNeverHandedOut() {
        AnalysisJob other = SampleJobs.in(JobStatus.COMPLETED);
        assertThatThrownBy(() -> decide(REUSE, KEY, other, result, LATER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("the result handed in is not its own");
    }

    @Test
    void aHolderOfAnotherFingerprintIsRefused() {
        DedupKey other = new DedupKey("e".repeat(64), KEY.inputHash(), KEY.activeKey());
        assertThatThrownBy(() -> decide(REUSE, other, completed, result, LATER))
                .hasMessageEndingWith("its fingerprint is not the submission's");
    }

    @Test
    void aSubmissionThatTakesNoKeyMeetsNoHolder() {
        DedupPolicy alwaysNew = new DedupPolicy(InFlight.ALWAYS_NEW, Finished.alwaysNew());
        assertThatThrownBy(() -> decide(alwaysNew, KEY, completed, result, LATER))
                .hasMessageContaining("under ALWAYS_NEW");
    }

    private static Decision decide(
            DedupPolicy policy, DedupKey key, AnalysisJob holder, @Nullable AnalysisResult result, Instant now) {
        return Deduplication.decide(policy, UUID.randomUUID(), key, holder, result, now);
    }

    private static @Nullable AnalysisResult resultOf(AnalysisJob job, String output) {
        StoredResult stored = new StoredResult(
                job.resultId(), job.id(), 1, 1, output, SampleJobs.COMPLETED, SampleJobs.CREATED, ProviderFacts.none());
        return ResultRules.presence().revalidate(stored, "input") instanceof Validation.Passed passed
                ? passed.result()
                : null;
    }
}
