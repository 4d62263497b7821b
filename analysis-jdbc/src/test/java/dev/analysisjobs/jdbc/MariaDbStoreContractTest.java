package dev.analysisjobs.jdbc;

import dev.analysisjobs.contract.StoreContract;
import dev.analysisjobs.contract.StoreHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MariaDbStoreContractTest extends StoreContract {
    private static Space space;

    @BeforeAll
    static void openSpace() {
        space = TestDatabase.MARIADB.open();
    }

    @AfterAll
    static void closeSpace() {
        space.close();
    }

    @Override
    protected StoreHarness open() {
        return new JdbcHarness(space);
    }
}
