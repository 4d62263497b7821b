package dev.analysisjobs.memory;

import dev.analysisjobs.contract.StoreContract;
import dev.analysisjobs.contract.StoreHarness;

class InMemoryJobStoreContractTest extends StoreContract {
    @Override
    protected StoreHarness open() {
        return InMemoryHarness.onAStoppedClock();
    }
}
