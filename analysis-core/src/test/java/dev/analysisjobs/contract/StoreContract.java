package dev.analysisjobs.contract;

import org.junit.jupiter.api.Nested;

/**
 * Hold a {@link dev.analysisjobs.port.JobStore} to its ports: extend it once per store, and every rule runs. Each test gets a
 * store of its own from {@link #open()}, and after each test all rows are checked against the invariants. The tests cannot be
 * overridden.
 *
 * @since 0.1
 */
public abstract class StoreContract {

    /** Open a harness around a fresh, empty store. Called before each test; the test closes it. */
    protected abstract StoreHarness open();

    @Nested
    class Submitting extends SubmitContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }
}
