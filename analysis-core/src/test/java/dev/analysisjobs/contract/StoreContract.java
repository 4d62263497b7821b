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

    @Nested
    class Claiming extends ClaimContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class LimitingConcurrency extends ConcurrencyLimitContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class LimitingRates extends RateLimitContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class Leasing extends LeaseContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class Completing extends CompletionContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class CompletingWithWrites extends CompletionWritesContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class EndingAttempts extends AttemptEndContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class Operating extends OperatorContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class Transitions extends TransitionContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class Batching extends BatchContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class Sweeping extends SweepContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class Retaining extends RetentionContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class Erasing extends ErasureContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class Notifying extends NoticeContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class Alerting extends AlertContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class Pausing extends PauseContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class Querying extends QueryContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class Waking extends WakeUpContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class KeepingTexts extends TextContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class Racing extends RaceContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }

    @Nested
    class LivingAtRandom extends LifeContract {
        @Override
        StoreHarness open() {
            return StoreContract.this.open();
        }
    }
}
