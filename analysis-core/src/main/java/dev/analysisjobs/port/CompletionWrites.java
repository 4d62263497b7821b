package dev.analysisjobs.port;

import dev.analysisjobs.model.AnalysisResult;

/**
 * Write what the application keeps of a result, in the very transaction that stores it.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface CompletionWrites {

    /**
     * Write in the transaction that stores a result: the job is completed and the result's row is there, so that a foreign key
     * may refer to it; nobody else sees either before the commit. Keep it short, since the job's row is locked meanwhile. It may
     * be called again, each time in a new transaction, after one that was rolled back.
     *
     * @throws Exception to have nothing written: neither this nor the result
     */
    void write(AnalysisResult result) throws Exception;
}
