package dev.analysisjobs.validate;

import dev.analysisjobs.model.AnalysisResult;
import java.util.UUID;

/**
 * Hold an output that passed validation. Only this package can construct it.
 *
 * @since 0.1
 */
public final class ValidatedResult implements AnalysisResult {
    private final UUID id;
    private final UUID jobId;
    private final long leaseToken;
    private final int attempt;
    private final String output;

    ValidatedResult(UUID id, UUID jobId, long leaseToken, int attempt, String output) {
        this.id = id;
        this.jobId = jobId;
        this.leaseToken = leaseToken;
        this.attempt = attempt;
        this.output = output;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public UUID jobId() {
        return jobId;
    }

    @Override
    public long leaseToken() {
        return leaseToken;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public String output() {
        return output;
    }

    @Override
    public String toString() {
        return "AnalysisResult[id=" + id + ", jobId=" + jobId + ", attempt=" + attempt + "]";
    }
}
