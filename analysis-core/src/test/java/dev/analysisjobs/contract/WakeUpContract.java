package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.analysisjobs.port.NewJob;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Hints that there may be work: they may be missing, but they must do no harm. */
abstract class WakeUpContract extends ContractTest {

    @Test
    final void aListenerThatThrowsHarmsNobody() throws Exception {
        try (AutoCloseable one = store.listen(() -> {
                    throw new IllegalStateException("from the listener");
                });
                AutoCloseable two = store.listen(() -> {
                    throw new StackOverflowError("from the listener");
                })) {
            assertThat(one).isNotSameAs(two);
            NewJob job = submit(Sample.job());

            assertThat(claimed().job().id()).isEqualTo(job.id());
        }
    }

    @Test
    final void aClosedListenerIsNotCalled() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        AutoCloseable listening = store.listen(calls::incrementAndGet);
        listening.close();
        assertThatCode(listening::close).doesNotThrowAnyException();

        submit(Sample.job());

        assertThat(calls).hasValue(0);
    }

    @Test
    final void aListenerMayUseTheStore() throws Exception {
        AtomicInteger claimed = new AtomicInteger();
        try (AutoCloseable listening = store.listen(() -> claimed.addAndGet(claim(5).size()))) {
            assertThat(listening).isNotNull();
            submit(Sample.job());
            claimed.addAndGet(claim(5).size());
        }
        assertThat(store.counts().oldestDue()).isNull();
    }
}
