package dev.analysisjobs.spring;

import dev.analysisjobs.model.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * The settings under {@code analysis.jobs}. What is not set keeps the library's default; limits are those of the library's
 * builders.
 *
 * @param start whether this node runs jobs; without it, it only submits and reads
 * @param node a name of this node for people
 * @param concurrency how many attempts run at once on this node
 * @param lease how long a lease lives unless renewed
 * @param heartbeat time between renewals of leases
 * @param pollInterval longest time between two claims when nothing wakes the poller
 * @param sweepInterval longest time between two sweeps
 * @param saveLimit how long an attempt's end is tried to be saved while the database fails
 * @param shutdownGrace how long a shutdown waits for running attempts
 * @param finishers how many threads save ends of attempts
 * @param notices how notices are delivered
 * @param jdbc the JDBC store
 * @param types the settings of single types, by name
 * @since 0.1
 */
@ConfigurationProperties("analysis.jobs")
public record AnalysisJobsProperties(
        @DefaultValue("true") boolean start,
        @Nullable String node,
        @Nullable Integer concurrency,
        @Nullable Duration lease,
        @Nullable Duration heartbeat,
        @Nullable Duration pollInterval,
        @Nullable Duration sweepInterval,
        @Nullable Duration saveLimit,
        @Nullable Duration shutdownGrace,
        @Nullable Integer finishers,
        @DefaultValue Notices notices,
        @DefaultValue Jdbc jdbc,
        @DefaultValue Map<String, Type> types) {

    /**
     * How notices are delivered.
     *
     * @param sendLimit how long a sender may take for one notice
     * @param maxDeliveries after so many deliveries a notice is parked
     * @param backoff waits between deliveries
     * @param events whether notices are published to the application's listeners as {@code AnalysisNoticeEvent}
     */
    public record Notices(
            @Nullable Duration sendLimit,
            @Nullable Integer maxDeliveries,
            @DefaultValue Waits backoff,
            @DefaultValue("false") boolean events) {}

    /**
     * The JDBC store.
     *
     * @param schema the schema of the tables; by default the connection's own
     * @param tablePrefix what stands before each table's name
     * @param migrate whether to create or update the tables
     * @param statementTimeout how long a statement may run
     * @param listen on PostgreSQL, whether to keep one connection of the pool to hear of other nodes' submits at once
     */
    public record Jdbc(
            @Nullable String schema,
            @Nullable String tablePrefix,
            @Nullable Boolean migrate,
            @Nullable Duration statementTimeout,
            @DefaultValue("false") boolean listen) {}

    /**
     * The settings of a type that is not an {@code AnalysisType} bean; {@code concurrency} counts for such beans too.
     *
     * @param version changes with the prompt, model or schema
     * @param concurrency how many attempts of the type run at once on this node
     * @param timeLimit wall-clock limit of one attempt
     * @param maxAttempts the attempt budget
     * @param maxAge how long after its due time a job may wait in all
     * @param maxPutBackDelay the longest wait that a provider may ask for
     * @param backoff waits between attempts
     * @param call in-call repeats when only the transport failed
     * @param reuse hand out a completed result of the same input that is no older; none by default
     * @param joinInFlight whether a submission joins a job in flight with its key
     * @param noticeOnSuccess whether a completed job leaves a notice
     * @param retention how long ended jobs are kept; for ever by default
     * @param concurrencyAcrossNodes how many attempts run at once over all nodes; no limit by default
     * @param rateLimit how many attempts start in a period over all nodes; no limit by default
     * @param result what a complete output is
     */
    public record Type(
            @Nullable String version,
            @Nullable Integer concurrency,
            @Nullable Duration timeLimit,
            @Nullable Integer maxAttempts,
            @Nullable Duration maxAge,
            @Nullable Duration maxPutBackDelay,
            @DefaultValue Waits backoff,
            @DefaultValue Call call,
            @Nullable Duration reuse,
            @DefaultValue("true") boolean joinInFlight,
            @DefaultValue("false") boolean noticeOnSuccess,
            @Nullable Duration retention,
            @Nullable Integer concurrencyAcrossNodes,
            @Nullable Rate rateLimit,
            @DefaultValue Result result) {}

    /**
     * Waits between tries.
     *
     * @param first the first wait
     * @param factor by which each is longer than the one before
     * @param cap the longest wait
     */
    public record Waits(
            @Nullable Duration first,
            @Nullable Double factor,
            @Nullable Duration cap) {

        /** Return these waits, with those of another backoff for what is not set. */
        Backoff over(Backoff standard) {
            return new Backoff(
                    Objects.requireNonNullElse(first, standard.first()),
                    Objects.requireNonNullElse(factor, standard.factor()),
                    Objects.requireNonNullElse(cap, standard.cap()));
        }
    }

    /**
     * How many attempts start in a period over all nodes.
     *
     * @param permits how many in a period on average
     * @param per the period
     * @param burst how many may start at once after a quiet time
     */
    public record Rate(
            int permits,
            @DefaultValue("1m") Duration per,
            @DefaultValue("1") int burst) {}

    /**
     * In-call repeats.
     *
     * @param tries how often one attempt may call
     * @param firstWait before the first repeat
     */
    public record Call(@Nullable Integer tries, @Nullable Duration firstWait) {}

    /**
     * What a complete output is, beside being there and readable as the type's output.
     *
     * @param schema a JSON Schema that it must match, such as {@code classpath:profile.schema.json}
     * @param required JSON Pointers of what must be there and not blank
     * @param maxSize the largest output in UTF-8
     */
    public record Result(
            @Nullable Resource schema,
            @DefaultValue List<String> required,
            @Nullable DataSize maxSize) {}
}
