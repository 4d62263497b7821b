package dev.analysisjobs.validate;

import dev.analysisjobs.model.AnalysisResult;
import dev.analysisjobs.port.Uuid7;
import java.util.UUID;

/**
 * Make results for the store contract without any rule: a store must refuse also what no rule lets pass. The only such place.
 */
public final class ContractResults {
    private ContractResults() {}

    public static AnalysisResult of(UUID jobId, long leaseToken, int attempt, String output) {
        return new ValidatedResult(Uuid7.next(), jobId, leaseToken, attempt, output);
    }
}
