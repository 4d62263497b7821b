package dev.analysisjobs.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Say how jobs of one type are run. Values are checked where the type is built; see {@code AnalysisType.Builder} for units,
 * defaults and limits.
 *
 * @param type the type's name
 * @param version the type's version
 * @param timeLimit wall-clock limit of one attempt, in-call retries included
 * @param maxAttempts the attempt budget
 * @param backoff waits between attempts
 * @param maxAge how long after its due time a job may wait
 * @param callTries how often one attempt may call the analyser when the transport fails
 * @param callRetryWait wait before the first in-call retry, doubled each time
 * @param maxPutBackDelay the longest wait that a provider's Retry-After or "ask again later" may cause
 * @param keepKey whether completed jobs keep their key, for reuse
 * @param noticeOnSuccess whether a completed job leaves a notice
 * @param concurrencyAcrossNodes how many attempts may run at once over all nodes; null is no limit
 * @param rateLimit how many attempts may start in a time over all nodes; null is no limit
 * @param retention how long ended jobs are kept; null keeps them for ever
 * @since 0.1
 */
public record TypePolicy(
        String type,
        String version,
        Duration timeLimit,
        int maxAttempts,
        Backoff backoff,
        Duration maxAge,
        int callTries,
        Duration callRetryWait,
        Duration maxPutBackDelay,
        boolean keepKey,
        boolean noticeOnSuccess,
        @Nullable Integer concurrencyAcrossNodes,
        @Nullable RateLimit rateLimit,
        @Nullable Duration retention) {}
