package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Open a fresh store for each test, and check all rows against the invariants after it. */
abstract class ContractTest {
    static final String NODE = "node-a";
    /** Longer than any test runs, also on a slow machine. */
    static final Duration LEASE = Duration.ofHours(1);
    /** The order of ids in a database: as unsigned bytes. */
    static final Comparator<UUID> BY_TEXT = Comparator.comparing(UUID::toString);

    JobStore store;
    private StoreHarness harness;
    private Ledger ledger;

    abstract StoreHarness open();

    @BeforeEach
    final void openAFreshStore() {
        harness = open();
        ledger = new Ledger(harness.store());
        store = ledger.store();
    }

    @AfterEach
    final void everyRowKeepsTheInvariants() {
        try (StoreHarness open = harness) {
            StoreRows rows = open.rows();
            List<String> faults = new ArrayList<>(InvariantCheck.faults(rows));
            faults.addAll(ledger.faults(rows));
            assertThat(faults).as("broken invariants").isEmpty();
        }
    }

    final void advance(Duration by) {
        harness.advance(by);
    }

    final StoreRows rows() {
        return harness.rows();
    }

    final StoreRows.JobRow row(UUID jobId) {
        return rows().jobs().stream()
                .filter(row -> row.jobId().equals(jobId))
                .findFirst()
                .orElseThrow();
    }

    final AnalysisJob find(UUID jobId) {
        return store.find(jobId).orElseThrow();
    }

    final NewJob submit(Sample sample) {
        NewJob job = sample.build();
        assertThat(store.insert(List.of(job))).hasOnlyElementsOfType(Insertion.Inserted.class);
        return job;
    }

    final Insertion insert(NewJob job) {
        return store.insert(List.of(job)).get(0);
    }

    final List<ClaimedJob> claim(int limit) {
        return Requests.claim(store, NODE, Map.of(Sample.TYPE, limit), limit, LEASE);
    }

    /** Claim the one job that is due. */
    final ClaimedJob claimed() {
        List<ClaimedJob> claimed = claim(2);
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    /** Submit a job and claim it. */
    final ClaimedJob claimed(Sample sample) {
        NewJob job = submit(sample);
        ClaimedJob claimed = claimed();
        assertThat(claimed.job().id()).isEqualTo(job.id());
        return claimed;
    }

    final ChangeOutcome apply(Change change) {
        List<ChangeOutcome> outcomes = store.apply(List.of(change));
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    final void applied(Change change) {
        assertThat(apply(change)).as("%s", change.event()).isEqualTo(ChangeOutcome.APPLIED);
    }

    /** Apply a change that must be lost and must leave every row as it was. */
    final void lost(Change change) {
        StoreRows before = rows();
        assertThat(apply(change)).as("%s", change.event()).isEqualTo(ChangeOutcome.LOST);
        assertThat(rows()).isEqualTo(before);
    }
}
