package dev.analysisjobs.jdbc;

import dev.analysisjobs.contract.StoreContract;
import dev.analysisjobs.contract.StoreHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MySqlStoreContractTest extends StoreContract {
    private static Space space;

    @BeforeAll
    static void openSpace() {
        space = TestDatabase.MYSQL.open();
    }

    @AfterAll
    static void closeSpace() {
        if (space != null) {
            space.close();
        }
    }

    @Override
    protected StoreHarness open() {
        return new JdbcHarness(space);
    }
}
