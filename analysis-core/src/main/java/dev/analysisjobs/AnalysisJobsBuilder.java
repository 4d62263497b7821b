package dev.analysisjobs;

import dev.analysisjobs.engine.EngineSettings;
import dev.analysisjobs.engine.RegisteredType;
import dev.analysisjobs.model.AlertRules;
import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.port.ContextCarrier;
import dev.analysisjobs.port.JobListener;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NoticeSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collect what a node needs. Values are checked together in {@link #build}. Not thread-safe.
 *
 * @since 0.1
 */
public final class AnalysisJobsBuilder {
    /** The waits between deliveries of a notice, unless others are set: 5 s, doubled up to 30 min. */
    public static final Backoff NOTICE_BACKOFF = new Backoff(Duration.ofSeconds(5), 2, Duration.ofMinutes(30));

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._-]{1,60}");
    private static final Pattern SENDER = Pattern.compile("[A-Za-z0-9-]{1,40}");
    private static final int SLOTS_LIMIT = 10_000;

    private final JobStore store;
    private final Map<String, AnalysisType<?, ?>> types = new LinkedHashMap<>();
    private final Map<String, RegisteredType> registered = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Integer> concurrencyPerType = new HashMap<>();
    private final List<NoticeSender> senders = new ArrayList<>();
    private final List<JobListener> listeners = new ArrayList<>();
    private ContextCarrier contextCarrier = ContextCarrier.none();
    private String label = "node";
    private int concurrency = 16;
    private Duration lease = Duration.ofSeconds(30);
    private Duration heartbeat = Duration.ofSeconds(10);
    private Duration pollInterval = Duration.ofSeconds(1);
    private Duration sweepInterval = Duration.ofSeconds(10);
    private Duration saveLimit = Duration.ofMinutes(5);
    private Duration shutdownGrace = Duration.ofSeconds(20);
    private int finishers = 2;
    private boolean virtualThreads = true;
    private Duration sendLimit = Duration.ofSeconds(30);
    private int maxDeliveries = 20;
    private Backoff noticeBackoff = NOTICE_BACKOFF;
    private @Nullable AlertRules alerts = AlertRules.standard();

    AnalysisJobsBuilder(JobStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /** Submit and run jobs of a type on this node. */
    public <I, O> AnalysisJobsBuilder handle(AnalysisType<I, O> type, Analyzer<I, O> analyzer) {
        return register(type, new TypedAnalyzer<>(type, Objects.requireNonNull(analyzer, "analyzer")));
    }

    /** Submit and read jobs of a type on this node; other nodes run them. */
    public AnalysisJobsBuilder submitOnly(AnalysisType<?, ?> type) {
        return register(type, null);
    }

    /** Name this node for people, part of its id: 1 to 60 letters, digits, dots, dashes, underscores; "node" by default. */
    public AnalysisJobsBuilder nodeLabel(String value) {
        label = Objects.requireNonNull(value, "nodeLabel");
        return this;
    }

    /** Set how many attempts run at once on this node: 1 to 10000, 16 by default. Each has a slot. */
    public AnalysisJobsBuilder concurrency(int value) {
        concurrency = value;
        return this;
    }

    /** Set how many attempts of one handled type run at once on this node: 1 to {@link #concurrency(int)}. */
    public AnalysisJobsBuilder concurrency(AnalysisType<?, ?> type, int value) {
        concurrencyPerType.put(type.name(), value);
        return this;
    }

    /** Set how long a lease lives unless renewed: 100 ms to 1 h, 30 s by default. Work of a lost node goes on after that. */
    public AnalysisJobsBuilder lease(Duration value) {
        lease = Objects.requireNonNull(value, "lease");
        return this;
    }

    /** Set the time between renewals: at most a third of the lease; 10 s by default. */
    public AnalysisJobsBuilder heartbeat(Duration value) {
        heartbeat = Objects.requireNonNull(value, "heartbeat");
        return this;
    }

    /** Set the longest time between two claims when nothing wakes the poller: 1 ms to 1 h, 1 s by default. */
    public AnalysisJobsBuilder pollInterval(Duration value) {
        pollInterval = Objects.requireNonNull(value, "pollInterval");
        return this;
    }

    /** Set the longest time between two sweeps: 10 ms to 1 h, 10 s by default. */
    public AnalysisJobsBuilder sweepInterval(Duration value) {
        sweepInterval = Objects.requireNonNull(value, "sweepInterval");
        return this;
    }

    /** Set how long an attempt's end is tried to be saved while the store fails: at least the lease, at most 24 h; 5 min. */
    public AnalysisJobsBuilder saveLimit(Duration value) {
        saveLimit = Objects.requireNonNull(value, "saveLimit");
        return this;
    }

    /** Set how long {@link AnalysisJobs#close} waits for running attempts: 0 to 1 h, 20 s by default. */
    public AnalysisJobsBuilder shutdownGrace(Duration value) {
        shutdownGrace = Objects.requireNonNull(value, "shutdownGrace");
        return this;
    }

    /** Set how many threads save ends of attempts, each in batches: 1 to 32, 2 by default. */
    public AnalysisJobsBuilder finishers(int value) {
        finishers = value;
        return this;
    }

    /**
     * Set whether attempts run on virtual threads where the JVM has them (Java 21): true by default. Otherwise each slot may take
     * two platform threads, which end when they are idle.
     */
    public AnalysisJobsBuilder virtualThreads(boolean value) {
        virtualThreads = value;
        return this;
    }

    /** Add a sender of notices; without any they go to the log. */
    public AnalysisJobsBuilder noticeSender(NoticeSender value) {
        senders.add(Objects.requireNonNull(value, "noticeSender"));
        return this;
    }

    /** Set how long a sender may take for one notice: 10 ms to 10 min, 30 s by default. */
    public AnalysisJobsBuilder noticeSendLimit(Duration value) {
        sendLimit = Objects.requireNonNull(value, "noticeSendLimit");
        return this;
    }

    /** Set after how many deliveries a notice is parked: 1 to 1000, 20 by default. */
    public AnalysisJobsBuilder noticeDeliveries(int value) {
        maxDeliveries = value;
        return this;
    }

    /** Set the waits between deliveries of a notice, {@link #NOTICE_BACKOFF} by default. */
    public AnalysisJobsBuilder noticeBackoff(Backoff value) {
        noticeBackoff = Objects.requireNonNull(value, "noticeBackoff");
        return this;
    }

    /** Set when alerts are raised: {@link AlertRules#standard} by default. They go to the senders of notices. */
    public AnalysisJobsBuilder alerts(AlertRules value) {
        alerts = Objects.requireNonNull(value, "alerts");
        return this;
    }

    /** Raise no alerts on this node. */
    public AnalysisJobsBuilder withoutAlerts() {
        alerts = null;
        return this;
    }

    /** Add a listener to this node's committed changes. */
    public AnalysisJobsBuilder listener(JobListener value) {
        listeners.add(Objects.requireNonNull(value, "listener"));
        return this;
    }

    /** Set what carries a submission's context, such as its trace, to the attempts of its job; nothing by default. */
    public AnalysisJobsBuilder contextCarrier(ContextCarrier value) {
        contextCarrier = Objects.requireNonNull(value, "contextCarrier");
        return this;
    }

    /**
     * Return the node, not started.
     *
     * @throws IllegalArgumentException naming every fault with its value and limit
     */
    public AnalysisJobs build() {
        return new AnalysisJobs(store, settings(), registered, types);
    }

    private EngineSettings settings() {
        Faults all = new Faults("Analysis jobs", faults);
        if (types.isEmpty()) {
            all.add("no type is registered: add one with handle() or submitOnly()");
        }
        if (!LABEL.matcher(label).matches()) {
            all.add("nodeLabel '" + label + "' is not 1 to 60 letters, digits, dots, dashes and underscores");
        }
        all.unlessBetween("concurrency", concurrency, 1, SLOTS_LIMIT);
        concurrencyPerType.forEach((type, slots) -> {
            if (!registered.containsKey(type)) {
                all.add("concurrency of type '" + type + "', which is not registered");
            }
            all.unlessBetween("concurrency of type '" + type + "'", slots, 1, Math.max(1, concurrency));
        });
        all.unlessBetween("lease", lease, Duration.ofMillis(100), Duration.ofHours(1));
        all.unlessBetween("heartbeat", heartbeat, Duration.ofMillis(10), lease.dividedBy(3));
        all.unlessBetween("pollInterval", pollInterval, Duration.ofMillis(1), Duration.ofHours(1));
        all.unlessBetween("sweepInterval", sweepInterval, Duration.ofMillis(10), Duration.ofHours(1));
        all.unlessBetween("saveLimit", saveLimit, lease, Duration.ofHours(24));
        all.unlessBetween("shutdownGrace", shutdownGrace, Duration.ZERO, Duration.ofHours(1));
        all.unlessBetween("finishers", finishers, 1, 32);
        all.unlessBetween("noticeSendLimit", sendLimit, Duration.ofMillis(10), Duration.ofMinutes(10));
        all.unlessBetween("noticeDeliveries", maxDeliveries, 1, 1_000);
        Set<String> names = new HashSet<>();
        for (NoticeSender sender : senders) {
            if (!SENDER.matcher(sender.name()).matches()) {
                all.add("notice sender '" + sender.name() + "' is not 1 to 40 letters, digits and dashes");
            } else if (!names.add(sender.name())) {
                all.add("two notice senders are named '" + sender.name() + "'");
            }
        }
        all.throwIfAny();
        return new EngineSettings(
                label,
                concurrency,
                Map.copyOf(concurrencyPerType),
                lease,
                heartbeat,
                pollInterval,
                sweepInterval,
                saveLimit,
                shutdownGrace,
                finishers,
                virtualThreads,
                sendLimit,
                maxDeliveries,
                noticeBackoff,
                alerts,
                List.copyOf(senders),
                List.copyOf(listeners),
                contextCarrier);
    }

    private AnalysisJobsBuilder register(AnalysisType<?, ?> type, @Nullable TypedAnalyzer<?, ?> analyzer) {
        if (types.put(type.name(), type) != null) {
            faults.add("type '" + type.name() + "' is registered twice");
        }
        registered.put(type.name(), new RegisteredType(type.policy(), type.rules(), analyzer, type.classifier()));
        return this;
    }
}
