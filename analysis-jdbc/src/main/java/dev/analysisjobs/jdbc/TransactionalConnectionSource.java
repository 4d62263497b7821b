package dev.analysisjobs.jdbc;

import dev.analysisjobs.port.CompletionWritesException;
import dev.analysisjobs.port.StoreException;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Give the store its connections and transactions too, where a framework begins them: what the app then does on the thread
 * joins them. Thread-safe.
 *
 * @since 0.1
 */
public interface TransactionalConnectionSource extends ConnectionSource {

    /**
     * Begin a new transaction on the calling thread, whatever transaction it is in; run an action in which {@link #get} returns
     * its connection; flush what the action left to be written; commit. Roll back when the action or the flush throws.
     *
     * @param limit how long the transaction may take; at least what the framework can see of it
     * @return what the action returned
     * @throws StoreException of kind {@code COMMIT_UNKNOWN} when the commit failed and may have come through
     * @throws CompletionWritesException when it cannot begin and never will, or the framework rolled back what was to be committed
     * @throws Exception what the action or the flush threw
     */
    <T> T inNewTransaction(Duration limit, Callable<T> action) throws Exception;

    /** Return whether the framework says by an exception that the same work may well pass when it is done again. */
    boolean isTransient(Throwable thrown);
}
