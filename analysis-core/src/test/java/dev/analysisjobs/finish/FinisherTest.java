package dev.analysisjobs.finish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ChangeStore;
import dev.analysisjobs.port.CompletionWrites;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.StoreException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FinisherTest {
    private final FaultyStore store = new FaultyStore();
    private final Finisher finisher = new Finisher(store);

    @Test
    void oneEndThatTheStoreRefusesForGoodNeverBlocksTheOthers() throws Exception {
        List<Recorded> saves =
                IntStream.range(0, 50).mapToObj(i -> new Recorded()).toList();
        store.refused.add(saves.get(17).change.jobId());
        saves.forEach(finisher::add);

        finisher.saveBatch(Duration.ZERO);

        assertThat(saves.get(17).outcomes).containsExactly(ChangeOutcome.LOST);
        assertThat(saves.stream().filter(save -> save != saves.get(17)))
                .allSatisfy(save -> assertThat(save.outcomes).containsExactly(ChangeOutcome.APPLIED));
    }

    @Test
    void aRefusedEndIsReplacedByAnotherThatIsSavedInstead() throws Exception {
        Recorded bad = new Recorded();
        Recorded instead = new Recorded();
        bad.instead = instead;
        store.refused.add(bad.change.jobId());
        finisher.add(bad);

        finisher.saveBatch(Duration.ZERO);

        assertThat(instead.outcomes).containsExactly(ChangeOutcome.APPLIED);
        assertThat(bad.outcomes).isEmpty();
    }

    @Test
    void anEndWaitsAgainWhenTheStoreIsAwayAndIsSavedWhenItIsBack() throws Exception {
        Recorded save = new Recorded();
        finisher.add(save);
        store.failures.add(Kind.TRANSIENT);

        assertThatThrownBy(() -> finisher.saveBatch(Duration.ZERO)).isInstanceOf(StoreException.class);
        assertThat(save.outcomes).isEmpty();
        assertThat(finisher.waiting()).isEqualTo(1);

        finisher.saveBatch(Duration.ZERO);
        assertThat(save.outcomes).containsExactly(ChangeOutcome.APPLIED);
    }

    @Test
    void anUnknownCommitIsReadBackAndOnlyWhatIsMissingIsSavedAgain() throws Exception {
        Recorded written = new Recorded();
        Recorded missing = new Recorded();
        finisher.add(written);
        finisher.add(missing);
        store.failures.add(Kind.COMMIT_UNKNOWN);
        store.written.add(written.change.jobId());

        assertThatThrownBy(() -> finisher.saveBatch(Duration.ZERO)).isInstanceOf(StoreException.class);
        assertThat(written.outcomes).containsExactly(ChangeOutcome.APPLIED);
        assertThat(missing.outcomes).isEmpty();

        finisher.saveBatch(Duration.ZERO);
        assertThat(missing.outcomes).containsExactly(ChangeOutcome.APPLIED);
        assertThat(store.applied).doesNotContain(written.change.jobId()).contains(missing.change.jobId());
    }

    @Test
    void anEndWhoseLeaseIsGoneIsDroppedWithoutAWrite() throws Exception {
        Recorded save = new Recorded();
        save.alive = false;
        finisher.add(save);

        finisher.saveBatch(Duration.ZERO);

        assertThat(save.outcomes).containsExactly(ChangeOutcome.LOST);
        assertThat(store.applied).isEmpty();
    }

    @Test
    void twoChangesOfOneJobNeverShareACommit() throws Exception {
        UUID job = UUID.randomUUID();
        Recorded first = new Recorded(job);
        Recorded second = new Recorded(job);
        finisher.add(first);
        finisher.add(second);

        finisher.saveBatch(Duration.ZERO);
        assertThat(second.outcomes).isEmpty();

        finisher.saveBatch(Duration.ZERO);
        assertThat(second.outcomes).containsExactly(ChangeOutcome.APPLIED);
    }

    @Test
    void whoHearsOfAnEndMayThrowWithoutHarmToTheOthers() throws Exception {
        Recorded throwing = new Recorded();
        throwing.thrown = new AssertionError("from a callback");
        Recorded other = new Recorded();
        finisher.add(throwing);
        finisher.add(other);

        finisher.saveBatch(Duration.ZERO);

        assertThat(other.outcomes).containsExactly(ChangeOutcome.APPLIED);
    }

    private static final class Recorded implements Save {
        final Change.SaveCheckpoint change;
        final List<ChangeOutcome> outcomes = new ArrayList<>();
        boolean alive = true;

        @Nullable
        Save instead;

        @Nullable
        Error thrown;

        Recorded() {
            this(UUID.randomUUID());
        }

        Recorded(UUID job) {
            change = new Change.SaveCheckpoint(new LeaseRef(job, 1), "x");
        }

        @Override
        public Change.Fenced change() {
            return change;
        }

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public @Nullable Save refused(String why) {
            return instead;
        }

        @Override
        public void ended(ChangeOutcome outcome) {
            outcomes.add(outcome);
            if (thrown != null) {
                throw thrown;
            }
        }
    }

    /** A real store cannot be made to fail at these very points. */
    private static final class FaultyStore implements ChangeStore {
        final List<Kind> failures = new ArrayList<>();
        final Set<UUID> refused = new HashSet<>();
        final Set<UUID> written = new HashSet<>();
        final List<UUID> applied = new ArrayList<>();

        @Override
        public List<ChangeOutcome> apply(List<? extends Change> changes) {
            if (!failures.isEmpty()) {
                throw new StoreException(failures.remove(0), "made to fail", null);
            }
            if (changes.stream().anyMatch(change -> refused.contains(change.jobId()))) {
                throw new StoreException(Kind.REFUSED, "never", null);
            }
            changes.forEach(change -> applied.add(change.jobId()));
            return changes.stream().map(change -> ChangeOutcome.APPLIED).toList();
        }

        @Override
        public ChangeOutcome completeWith(Change.Complete change, CompletionWrites writes) {
            throw new AssertionError("a batch has no writes of the app");
        }

        @Override
        public List<Boolean> readBack(List<? extends Change.Fenced> changes) {
            return changes.stream()
                    .map(change -> written.contains(change.jobId()))
                    .toList();
        }
    }
}
