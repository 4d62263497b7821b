package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.model.AnalysisResult;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.CompletionWrites;
import dev.analysisjobs.port.CompletionWritesException;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Completing a job together with writes of the application: all of it under the fence, or nothing. */
abstract class CompletionWritesContract extends ContractTest {

    @Test
    final void theWritesSeeTheResultTheyBelongTo() {
        ClaimedJob claimed = claimed(Sample.job());
        Change.Complete change = Moves.completeWithNotice(claimed);
        List<AnalysisResult> seen = new ArrayList<>();

        ChangeOutcome outcome = store.completeWith(change, result -> {
            seen.add(result);
            assertThat(store.result(result.jobId()).orElseThrow().id()).isEqualTo(result.id());
            assertThat(find(result.jobId()).status()).isEqualTo(JobStatus.COMPLETED);
        });

        assertThat(outcome).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(seen).containsExactly(change.result());
        assertThat(store.result(claimed.job().id()).orElseThrow().output()).isEqualTo(Moves.OUTPUT);
        assertThat(store.readBack(List.of(change))).containsExactly(true);
    }

    @Test
    final void writesThatThrowLeaveNothingOfTheCompletion() {
        ClaimedJob claimed = claimed(Sample.job().key("k"));
        Change.Complete change = Moves.completeWithNotice(claimed);
        StoreRows before = rows();
        IOException thrown = new IOException("the app's disk is full");

        assertThatThrownBy(() -> store.completeWith(change, result -> {
                    throw thrown;
                }))
                .isInstanceOfSatisfying(
                        CompletionWritesException.class,
                        failed -> assertThat(failed.isTransient()).isFalse())
                .hasMessageContaining("the app's disk is full")
                .hasCause(thrown);

        assertThat(rows()).isEqualTo(before);
        assertThat(store.readBack(List.of(change))).containsExactly(false);
        assertThat(store.completeWith(change, result -> {})).isEqualTo(ChangeOutcome.APPLIED);
    }

    @Test
    final void anErrorInTheWritesLeavesNothingEither() {
        Change.Complete change = Moves.complete(claimed(Sample.job()));
        StoreRows before = rows();

        assertThatThrownBy(() -> store.completeWith(change, result -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(CompletionWritesException.class)
                .hasCauseInstanceOf(StackOverflowError.class);

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    final void aTransientFailureOfTheStoreWithinTheWritesIsTransient() {
        Change.Complete change = Moves.complete(claimed(Sample.job()));

        assertThatThrownBy(() -> store.completeWith(change, result -> {
                    throw new StoreException(StoreException.Kind.TRANSIENT, "made to fail", null);
                }))
                .isInstanceOfSatisfying(
                        CompletionWritesException.class,
                        failed -> assertThat(failed.isTransient()).isTrue());
    }

    @Test
    final void withoutTheFenceTheWritesAreNotRun() {
        ClaimedJob late = claimed(Sample.job());
        applied(Moves.retryLater(late, Duration.ZERO));
        ClaimedJob other = claimed();
        StoreRows before = rows();

        assertThat(store.completeWith(Moves.complete(late), unwanted())).isEqualTo(ChangeOutcome.LOST);

        assertThat(rows()).isEqualTo(before);
        applied(Moves.complete(other));
        assertThat(store.completeWith(Moves.complete(other), unwanted())).isEqualTo(ChangeOutcome.LOST);
    }

    @Test
    final void aCancelledJobIsNotCompletedByItsWrites() {
        ClaimedJob claimed = claimed(Sample.job());
        applied(Moves.cancel(claimed.job().id()));

        assertThat(store.completeWith(Moves.complete(claimed), unwanted())).isEqualTo(ChangeOutcome.LOST);
    }

    @Test
    final void theWritesMaySubmitTheNextJob() {
        ClaimedJob claimed = claimed(Sample.job());
        NewJob next = Sample.job().subject("next").build();

        store.completeWith(Moves.complete(claimed), result -> store.insert(List.of(next)));

        assertThat(claimed().job().id()).isEqualTo(next.id());
    }

    private static CompletionWrites unwanted() {
        return result -> {
            throw new AssertionError("the writes were run");
        };
    }
}
