package dev.analysisjobs;

import dev.analysisjobs.dedup.DedupPolicy;
import dev.analysisjobs.dedup.Finished;
import dev.analysisjobs.dedup.InFlight;
import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.RateLimit;
import dev.analysisjobs.model.TypePolicy;
import dev.analysisjobs.port.Codec;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.validate.ResultRules;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Describe a named kind of analysis: its input and output form, result rules, time limit, retry and deduplication policy.
 * Immutable; share one constant between the code that submits and the code that runs.
 *
 * @param <I> the input
 * @param <O> the output
 * @since 0.1
 */
public final class AnalysisType<I, O> {
    /** How often one attempt may call when only the transport fails, unless set. */
    public static final int CALL_TRIES = 2;
    /** The wait before the first such repeat, unless set. */
    public static final Duration CALL_RETRY_WAIT = Duration.ofMillis(250);

    private final TypePolicy policy;
    private final Codec<I> input;
    private final Codec<O> output;
    private final ResultRules rules;
    private final DedupPolicy dedup;
    private final Function<Throwable, Outcome.@Nullable Failed> classifier;

    private AnalysisType(Builder<I, O> builder, DedupPolicy dedup, @Nullable RateLimit rateLimit) {
        this.policy = new TypePolicy(
                builder.name,
                builder.version,
                builder.timeLimit,
                builder.maxAttempts,
                builder.backoff,
                builder.maxAge,
                builder.callTries,
                builder.callRetryWait,
                builder.maxPutBackDelay,
                dedup.finished().reuses(),
                builder.noticeOnSuccess,
                builder.concurrencyAcrossNodes,
                rateLimit,
                builder.retention);
        this.input = builder.input;
        this.output = builder.output;
        this.rules = builder.rules.decodableBy(builder.output::decode);
        this.dedup = dedup;
        this.classifier = builder.classifier;
    }

    /**
     * Begin to describe a type.
     *
     * @param name its stable name, such as {@code persona-profile}: lower-case letters, digits, dots, dashes, at most 100
     * @param version changes with the prompt, model or schema: another version never shares results
     */
    public static <I, O> Builder<I, O> builder(String name, String version, Codec<I> input, Codec<O> output) {
        return new Builder<>(name, version, input, output);
    }

    public String name() {
        return policy.type();
    }

    public TypePolicy policy() {
        return policy;
    }

    public Codec<I> input() {
        return input;
    }

    public Codec<O> output() {
        return output;
    }

    public ResultRules rules() {
        return rules;
    }

    public DedupPolicy dedup() {
        return dedup;
    }

    /** Return the hook that is asked first what an exception of the analyser means; it answers null to pass it on. */
    public Function<Throwable, Outcome.@Nullable Failed> classifier() {
        return classifier;
    }

    @Override
    public String toString() {
        return "AnalysisType[" + name() + " version " + policy.version() + "]";
    }

    /**
     * Collect a type's parts. Not thread-safe.
     *
     * @param <I> the input
     * @param <O> the output
     */
    public static final class Builder<I, O> {
        private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");
        private static final Duration MILLI = Duration.ofMillis(1);

        private final String name;
        private final String version;
        private final Codec<I> input;
        private final Codec<O> output;
        private ResultRules rules = ResultRules.presence();
        private Duration timeLimit = Duration.ofMinutes(2);
        private int maxAttempts = 5;
        private Backoff backoff = Backoff.standard();
        private Duration maxAge = Duration.ofHours(24);
        private int callTries = CALL_TRIES;
        private Duration callRetryWait = CALL_RETRY_WAIT;
        private Duration maxPutBackDelay = Duration.ofMinutes(15);
        private InFlight inFlight = InFlight.JOIN;
        private Finished finished = Finished.alwaysNew();
        private boolean noticeOnSuccess;
        private @Nullable Integer concurrencyAcrossNodes;
        private @Nullable Supplier<RateLimit> rateLimit;
        private @Nullable Duration retention;
        private Function<Throwable, Outcome.@Nullable Failed> classifier = thrown -> null;

        private Builder(String name, String version, Codec<I> input, Codec<O> output) {
            this.name = Objects.requireNonNull(name, "name");
            this.version = Objects.requireNonNull(version, "version");
            this.input = Objects.requireNonNull(input, "input");
            this.output = Objects.requireNonNull(output, "output");
        }

        /** Set the rules that an output must pass, on top of being there and decodable by the output's codec. */
        public Builder<I, O> rules(ResultRules value) {
            rules = Objects.requireNonNull(value, "rules");
            return this;
        }

        /** Limit one attempt's wall-clock time, in-call retries included: 1 ms to 24 h, 2 minutes by default. */
        public Builder<I, O> timeLimit(Duration value) {
            timeLimit = Objects.requireNonNull(value, "timeLimit");
            return this;
        }

        /** Set the attempt budget: 1 to 1000, 5 by default. */
        public Builder<I, O> maxAttempts(int value) {
            maxAttempts = value;
            return this;
        }

        /** Set the waits between attempts. */
        public Builder<I, O> backoff(Backoff value) {
            backoff = Objects.requireNonNull(value, "backoff");
            return this;
        }

        /** Limit how long after its due time a job may wait in all: 1 ms to 365 days, 24 hours by default. */
        public Builder<I, O> maxAge(Duration value) {
            maxAge = Objects.requireNonNull(value, "maxAge");
            return this;
        }

        /**
         * Let one attempt call the analyser again when only the transport failed: 1 (never) to 10 calls, 2 by default.
         *
         * @param wait before the first repeat, doubled each time: 1 ms to 1 minute, 250 ms by default
         */
        public Builder<I, O> callTries(int tries, Duration wait) {
            callTries = tries;
            callRetryWait = Objects.requireNonNull(wait, "wait");
            return this;
        }

        /** Clamp the waits that a provider asks for: 1 ms to 24 h, 15 minutes by default. */
        public Builder<I, O> maxPutBackDelay(Duration value) {
            maxPutBackDelay = Objects.requireNonNull(value, "maxPutBackDelay");
            return this;
        }

        /** Set what a submission does that meets a job in flight with its key; it joins by default. */
        public Builder<I, O> inFlight(InFlight value) {
            inFlight = Objects.requireNonNull(value, "inFlight");
            return this;
        }

        /** Set what a submission does that meets a completed job with its key; it starts anew by default. */
        public Builder<I, O> finished(Finished value) {
            finished = Objects.requireNonNull(value, "finished");
            return this;
        }

        /** Leave a notice for completed jobs too; failed ones always leave one. */
        public Builder<I, O> noticeOnSuccess(boolean value) {
            noticeOnSuccess = value;
            return this;
        }

        /**
         * Limit how many attempts run at once over all nodes, such as to what the provider allows: 1 to 10000; no limit by
         * default. An attempt whose worker died counts until its lease is over and swept. Give all nodes the same number:
         * where they differ, the greatest holds.
         */
        public Builder<I, O> concurrencyAcrossNodes(int value) {
            concurrencyAcrossNodes = value;
            return this;
        }

        /** Limit how many attempts start in a period over all nodes, evenly spread: never more than these in any period. */
        public Builder<I, O> rateLimit(int permits, Duration per) {
            return rateLimit(permits, per, 1);
        }

        /**
         * Limit how many attempts start in a period over all nodes; no limit by default. Every attempt counts, also one that
         * is put back. In-call repeats do not: see {@link #callTries}. Give all nodes the same numbers: where they differ, the
         * most generous hold.
         *
         * @param permits per period on average: 1 to 1000000
         * @param per the period: 1 s to 31 days
         * @param burst how many may start at once after a quiet time, 1 to {@code permits}: a period may then hold up to
         *     {@code permits + burst - 1}
         */
        public Builder<I, O> rateLimit(int permits, Duration per, int burst) {
            Objects.requireNonNull(per, "per");
            rateLimit = () -> new RateLimit(permits, per, burst);
            return this;
        }

        /**
         * Delete jobs of this type that long after they ended, with results, attempts and settled notices: 1 minute to 36500
         * days; by default they are kept for ever. Every node that registers the type does it. A job whose notice is still to
         * be delivered stays until it is. Keep jobs at least as long as their results are to be reused: a deleted one is never
         * a hit.
         */
        public Builder<I, O> retention(Duration value) {
            retention = Objects.requireNonNull(value, "retention");
            return this;
        }

        /** Ask a hook first what an exception of the analyser means; it answers null to leave it to the library. */
        public Builder<I, O> classifier(Function<Throwable, Outcome.@Nullable Failed> value) {
            classifier = Objects.requireNonNull(value, "classifier");
            return this;
        }

        /**
         * Return the type.
         *
         * @throws IllegalArgumentException naming every fault with its value and limit
         */
        public AnalysisType<I, O> build() {
            Faults faults = new Faults("Analysis type '" + name + "'");
            if (!NAME.matcher(name).matches()) {
                faults.add("name '" + name + "' is not 1 to 100 lower-case letters, digits, dots and dashes");
            }
            if (version.isBlank() || version.length() > 100) {
                faults.add("version '" + version + "' is not 1 to 100 characters");
            }
            faults.unlessBetween("timeLimit", timeLimit, MILLI, Duration.ofHours(24));
            faults.unlessBetween("maxAge", maxAge, MILLI, Duration.ofDays(365));
            faults.unlessBetween("callTries wait", callRetryWait, MILLI, Duration.ofMinutes(1));
            faults.unlessBetween("maxPutBackDelay", maxPutBackDelay, MILLI, Duration.ofHours(24));
            faults.unlessBetween("maxAttempts", maxAttempts, 1, 1000);
            faults.unlessBetween("callTries", callTries, 1, 10);
            if (concurrencyAcrossNodes != null) {
                faults.unlessBetween("concurrencyAcrossNodes", concurrencyAcrossNodes, 1, 10_000);
            }
            if (retention != null) {
                faults.unlessBetween("retention", retention, Duration.ofMinutes(1), JobStore.DURATION_LIMIT);
            }
            RateLimit rate = rateLimit == null ? null : faults.made(rateLimit);
            DedupPolicy dedup = faults.made(() -> new DedupPolicy(inFlight, finished));
            faults.throwIfAny();
            return new AnalysisType<>(this, Objects.requireNonNull(dedup), rate);
        }
    }
}
