package dev.analysisjobs.contract;

import dev.analysisjobs.port.JobStore;
import java.time.Duration;

/**
 * Give the contract one fresh, empty store, its time and its rows. One per test.
 *
 * @since 0.1
 */
public interface StoreHarness extends AutoCloseable {

    /** Return the store under test; always the same one. */
    JobStore store();

    /**
     * Let the store's time pass. A store on a settable clock moves the clock on; a store on a database's clock moves every
     * stored instant back, which its guards cannot tell apart.
     */
    void advance(Duration by);

    /** Return every row of every table, read behind the store's back. */
    StoreRows rows();

    /** Drop the rows and free what the harness opened, the store included. */
    @Override
    void close();
}
