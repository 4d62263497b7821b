package dev.analysisjobs.jdbc;

import dev.analysisjobs.contract.StoreContract;
import dev.analysisjobs.contract.StoreHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * MariaDB by MySQL's driver, which drops fractions of seconds on the way to MariaDB wherever they travel as timestamps; with
 * statements that are prepared on the server, where types are decided in another way.
 */
class ConnectorJStoreContractTest extends StoreContract {
    private static Space space;

    @BeforeAll
    static void openSpace() {
        space = TestDatabase.mariaDb("mysql", "&useServerPrepStmts=true");
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
