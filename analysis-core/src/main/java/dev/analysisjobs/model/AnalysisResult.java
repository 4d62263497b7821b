package dev.analysisjobs.model;

import dev.analysisjobs.validate.ValidatedResult;
import java.util.UUID;

/**
 * Hold a complete, validated output. There is no incomplete result: the type is sealed over the one class that only the
 * validation step can construct, and a store's completion accepts nothing else.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface AnalysisResult permits ValidatedResult {
    /** Return the result's own id, UUIDv7. */
    UUID id();

    /** Return the job it answers. */
    UUID jobId();

    /** Return the fencing token of the attempt that made it. */
    long leaseToken();

    /** Return the charged attempt number that made it, from 1. */
    int attempt();

    /** Return the output exactly as validated; never blank. */
    String output();
}
