package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random lives, legal and illegal steps mixed, against a small model that knows only the transition table, the token and how
 * far time went. A failure prints the seed and the steps; {@code -Dcontract.seed=N} runs that life alone.
 */
abstract class LifeContract extends ContractTest {
    private static final int LIVES = 25;
    private static final int STEPS = 60;
    private static final Duration MAX_AGE = LEASE.multipliedBy(6);

    @Test
    final void everyRandomLifeFollowsTheTable() {
        String chosen = System.getProperty("contract.seed");
        long first = chosen == null ? new Random().nextLong() : Long.parseLong(chosen);
        for (long seed = first; seed < first + (chosen == null ? LIVES : 1); seed++) {
            new Life(seed).run();
        }
    }

    /** One job, and what the model believes of it. Time is counted in halves of a lease, so real time never matters. */
    private final class Life {
        private final long seed;
        private final Random random;
        private final List<String> story = new ArrayList<>();
        private final List<ClaimedJob> claims = new ArrayList<>();
        private final NewJob job;
        private JobStatus status = JobStatus.PENDING;
        private int attempts;
        private int time;
        private int leaseEnd;
        private int deadline = 12;

        Life(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            job = submit(Sample.job().type("life-" + seed).maxAttempts(1_000).maxAge(MAX_AGE));
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                int dice = random.nextInt(20);
                if (dice < 3) {
                    pass(1 + random.nextInt(3));
                } else if (dice < 8 || claims.isEmpty()) {
                    claim();
                } else {
                    step(Step.values()[random.nextInt(Step.values().length)]);
                }
                compare();
            }
        }

        private void pass(int halves) {
            story.add("pass " + halves);
            advance(LEASE.dividedBy(2).multipliedBy(halves));
            time += halves;
        }

        private void claim() {
            if (time == deadline) {
                return;
            }
            story.add("claim");
            List<ClaimedJob> claimed = Requests.claim(store, NODE, Map.of(job.type(), 1), 1, LEASE);
            boolean expected = status == JobStatus.PENDING && time < deadline;
            assertThat(claimed).as(this::toString).hasSize(expected ? 1 : 0);
            if (expected) {
                claims.add(claimed.get(0));
                assertThat(claimed.get(0).lease().token()).as(this::toString).isEqualTo(claims.size());
                status = JobStatus.PROCESSING;
                attempts++;
                leaseEnd = time + 2;
            }
        }

        private void step(Step step) {
            boolean stale = random.nextInt(4) == 0;
            ClaimedJob claim = claims.get(stale ? random.nextInt(claims.size()) : claims.size() - 1);
            Change change = step.on(job, claim, find(job.id()).resultId());
            boolean expected = step.isLegal(status)
                    && !(change instanceof Change.Fenced && claim.lease().token() != claims.size())
                    && !(change instanceof Change.ExpireLease && time <= leaseEnd)
                    && !(change instanceof Change.PassDeadline && time <= deadline);
            if (isAtTheEdge(change)) {
                return;
            }
            story.add(step + " with token " + claim.lease().token());
            assertThat(apply(change))
                    .as(this::toString)
                    .isEqualTo(expected ? ChangeOutcome.APPLIED : ChangeOutcome.LOST);
            if (expected) {
                happened(step);
            }
        }

        private void happened(Step step) {
            status = step.target();
            if (step == Step.PUT_BACK) {
                attempts--;
            } else if (step == Step.OPERATOR_RETRY) {
                attempts = 0;
                deadline = time + 12;
            }
        }

        /** In the very moment in which a lease or the job's time ends, what is right depends on microseconds. */
        private boolean isAtTheEdge(Change change) {
            return (change instanceof Change.ExpireLease && time == leaseEnd)
                    || (change instanceof Change.PassDeadline && time == deadline);
        }

        private void compare() {
            AnalysisJob stored = find(job.id());
            assertThat(stored.status()).as(this::toString).isEqualTo(status);
            assertThat(stored.attempts()).as(this::toString).isEqualTo(attempts);
        }

        @Override
        public String toString() {
            return "seed " + seed + ": " + String.join(", ", story);
        }
    }
}
