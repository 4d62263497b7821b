package dev.analysisjobs.validate;

import dev.analysisjobs.model.AnalysisResult;
import dev.analysisjobs.port.Uuid7;
import java.util.UUID;

/** Make results for the store contract, which has no rules of its own to pass. The only such place. */
public final class ContractResults {
    private ContractResults() {}

    public static AnalysisResult of(UUID jobId, long leaseToken, int attempt, String output) {
        return new ValidatedResult(Uuid7.next(), jobId, leaseToken, attempt, output);
    }
}
