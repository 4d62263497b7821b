package dev.analysisjobs.engine;

import dev.analysisjobs.alert.Alerter;
import dev.analysisjobs.call.Stop;
import dev.analysisjobs.claim.Claimer;
import dev.analysisjobs.claim.Heartbeat;
import dev.analysisjobs.claim.Slots;
import dev.analysisjobs.claim.Throttles;
import dev.analysisjobs.finish.Brakes;
import dev.analysisjobs.finish.Ended;
import dev.analysisjobs.finish.Finisher;
import dev.analysisjobs.finish.JointFinisher;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Backoff;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.JobEvent;
import dev.analysisjobs.model.TypePolicy;
import dev.analysisjobs.notify.LogSender;
import dev.analysisjobs.notify.Notifier;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.JobListener.Event;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NoticeSender;
import dev.analysisjobs.submit.ContextCapture;
import dev.analysisjobs.submit.Order;
import dev.analysisjobs.submit.Placed;
import dev.analysisjobs.submit.Submitter;
import dev.analysisjobs.sweep.Auditor;
import dev.analysisjobs.sweep.Retention;
import dev.analysisjobs.sweep.Sweeper;
import dev.analysisjobs.validate.ResultRules;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Wires the stages in the order of a job's life, and offers each one's step. {@link Node} drives the steps with threads; tests
 * drive them by hand.
 */
public final class Engine implements Attempts.Settled {
    private final JobStore store;
    private final EngineSettings settings;
    private final String node;
    private final Map<String, RegisteredType> types;
    private final Slots slots;
    private final ContextCapture contexts;
    private final Submitter submitter;
    private final Claimer claimer;
    private final Heartbeat heartbeat;
    private final Attempts attempts;
    private final Finisher finisher;
    private final JointFinisher jointFinisher;
    private final Brakes brakes;
    private final Sweeper sweeper;
    private final Auditor auditor;
    private final Retention retention;
    private final Notifier notifier;
    private final @Nullable Alerter alerter;
    private final Events events;
    private final EndSignals endSignals = new EndSignals();
    private final ExecutorService callThreads;
    private final ExecutorService senderThreads;
    private final AtomicLong fencedWrites = new AtomicLong();
    private volatile Runnable slotFree = () -> {};
    private volatile Runnable noticeAdded = () -> {};

    /**
     * @param types all types that this node submits, by name
     * @param supervisors runs what waits for a call
     */
    Engine(JobStore store, EngineSettings settings, Map<String, RegisteredType> types, Executor supervisors) {
        this.store = store;
        this.settings = settings;
        this.types = Map.copyOf(types);
        this.node = settings.label() + "-" + UUID.randomUUID();
        this.slots = new Slots(settings.concurrency(), slotsPerType(settings, types));
        this.callThreads = Threads.forSlots("analysis-call", settings);
        this.senderThreads =
                Threads.platform("analysis-notice", settings.senders().size() * 4 + 4);
        this.events = new Events(settings.listeners());
        this.auditor = new Auditor(store, node, this::rulesOf, this::swept);
        this.contexts = new ContextCapture(settings.contextCarrier());
        this.submitter = new Submitter(store, auditor::suspect);
        this.finisher = new Finisher(store);
        Throttles throttles = new Throttles(store::now);
        this.brakes = new Brakes(store, throttles::slowDown);
        this.jointFinisher = new JointFinisher(store, finisher);
        this.attempts = new Attempts(
                node,
                this.types,
                slots,
                finisher,
                jointFinisher,
                supervisors,
                callThreads,
                settings.saveLimit(),
                settings.contextCarrier(),
                this);
        this.claimer = new Claimer(store, node, settings.lease(), slots, throttles, this::policyOf, attempts::dispatch);
        this.heartbeat = new Heartbeat(store, node, settings.lease());
        this.sweeper = new Sweeper(store, this::backoffOf, this::swept);
        this.retention = new Retention(store, retentions(types));
        List<NoticeSender> senders = settings.senders().isEmpty() ? List.of(new LogSender()) : settings.senders();
        this.notifier = new Notifier(
                store,
                senders,
                senderThreads,
                settings.sendLimit(),
                settings.maxDeliveries(),
                settings.noticeBackoff());
        this.alerter = settings.alerts() == null
                ? null
                : new Alerter(store, settings.alerts(), types.keySet(), node, settings.concurrency(), attempts::leaked);
    }

    public String node() {
        return node;
    }

    public JobStore store() {
        return store;
    }

    public EngineSettings settings() {
        return settings;
    }

    /** Return what is to be carried from the current thread to the attempts of what it submits; null for nothing. */
    public @Nullable String captureContext() {
        return contexts.capture();
    }

    /** Place submissions and wake the poller once they can be seen. */
    public List<Placed> place(List<Order> orders) {
        List<Placed> placed = submitter.place(orders);
        store.afterCommit(() -> placed.forEach(this::publish));
        return placed;
    }

    /** Run the claim stage once. */
    public Claimer.Found claim() {
        return claimer.claim();
    }

    /** Run the finish stage once; return whether anything was there. */
    public boolean finish(Duration patience) throws InterruptedException {
        return finisher.saveBatch(patience);
    }

    /** Renew the leases of all live attempts once. */
    public void beat() {
        heartbeat.beat(attempts.live());
    }

    /** Take jobs from attempts whose lease ran out. */
    public void expireLeases() {
        expireLeases(began -> true);
    }

    /** Take jobs from attempts whose lease ran out, if it may be believed that they could have renewed it. */
    void expireLeases(LongPredicate may) {
        sweeper.expireLeases(may);
    }

    /** Fail waiting jobs past their deadline, and look at suspected results. */
    public void sweep() {
        sweeper.failOverdue();
        auditor.auditSuspects();
    }

    /** Delete some of what is no longer to be kept; return whether more is left. */
    public boolean purge() {
        return retention.purge();
    }

    /** Run the notify stage once; return whether more may be due. */
    public boolean deliverNotices() {
        return notifier.deliver();
    }

    /** Look for incidents once and tell of them; nothing when there are no alert rules. */
    public void lookForIncidents() {
        if (alerter != null && alerter.look()) {
            noticeAdded.run();
        }
    }

    /** Tell listeners once; return whether anything was there to tell. */
    public boolean tellListeners(Duration patience) throws InterruptedException {
        return events.tell(patience);
    }

    /** Have a completed job's result looked at in the next sweep. */
    public void suspect(UUID jobId) {
        auditor.suspect(jobId);
    }

    /** Note a change that a caller asked for and that is committed. */
    public void changed(AnalysisJob before, JobEvent event, boolean terminal, @Nullable Failure failure) {
        events.publish(new Event.Changed(before, event, terminal, failure));
        if (terminal) {
            endSignals.ended(before.id());
        }
    }

    /**
     * Wait until a job has ended.
     *
     * @return the job as it stood last; empty when there is none
     */
    public Optional<AnalysisJob> awaitEnd(UUID jobId, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long pause = TimeUnit.MILLISECONDS.toNanos(20);
        while (true) {
            // Entered before the read, so that an end between read and wait is not missed.
            CountDownLatch ended = endSignals.enter(jobId);
            try {
                Optional<AnalysisJob> job = store.find(jobId);
                long left = deadline - System.nanoTime();
                if (job.isEmpty() || job.get().status().isTerminal() || left <= 0) {
                    return job;
                }
                ended.await(Math.min(left, pause), TimeUnit.NANOSECONDS);
            } finally {
                endSignals.leave(jobId, ended);
            }
            pause = Math.min(pause * 2, TimeUnit.SECONDS.toNanos(1));
        }
    }

    @Override
    public void committed(Ended ended, Change.Fenced change, Duration saved) {
        AnalysisJob before = ended.claimed().job();
        boolean terminal = change.event() == JobEvent.COMPLETE || change.event() == JobEvent.GIVE_UP;
        Failure failure = change.attempt() == null ? null : change.attempt().failure();
        brakes.after(ended);
        changed(before, change.event(), terminal, failure);
        events.publish(new Event.AttemptEnded(
                before,
                failure == null ? null : failure.code(),
                Duration.between(before.runAt(), ended.claimed().startedAt()),
                ended.elapsed(),
                saved));
        if (terminal) {
            noticeAdded.run();
        }
    }

    @Override
    public void fenced(ClaimedJob claimed) {
        fencedWrites.incrementAndGet();
        events.publish(new Event.Fenced(claimed.job()));
    }

    @Override
    public void slotFree() {
        slotFree.run();
    }

    void onSlotFree(Runnable action) {
        slotFree = action;
    }

    void onNoticeAdded(Runnable action) {
        noticeAdded = action;
    }

    void stopAttempts(Stop reason) {
        attempts.stopAll(reason);
    }

    /** Return how many attempts are called or saved right now. */
    public int running() {
        return attempts.live().size();
    }

    int leaked() {
        return attempts.leaked();
    }

    int waitingSaves() {
        return finisher.waiting();
    }

    long droppedEvents() {
        return events.dropped();
    }

    long fencedWrites() {
        return fencedWrites.get();
    }

    long purgedJobs() {
        return retention.purged();
    }

    boolean runsAnything() {
        return types.values().stream().anyMatch(type -> type.analyzer() != null);
    }

    /** End the threads of calls and senders; whoever hangs is left behind as a daemon. */
    void closeThreads() {
        jointFinisher.close();
        callThreads.shutdownNow();
        senderThreads.shutdownNow();
    }

    private void publish(Placed placed) {
        events.publish(
                placed instanceof Placed.Created created
                        ? new Event.Submitted(created.job())
                        : new Event.Deduplicated(placed.job(), placed instanceof Placed.Reused));
    }

    private void swept(AnalysisJob before, Change change, boolean terminal, Failure failure) {
        changed(before, change.event(), terminal, failure);
        if (terminal) {
            noticeAdded.run();
        }
    }

    private TypePolicy policyOf(String type) {
        return Objects.requireNonNull(types.get(type), type).policy();
    }

    private Backoff backoffOf(String type) {
        RegisteredType known = types.get(type);
        return known == null ? Backoff.standard() : known.policy().backoff();
    }

    private Optional<ResultRules> rulesOf(AnalysisJob job) {
        return Optional.ofNullable(types.get(job.type()))
                .filter(type -> type.policy().version().equals(job.typeVersion()))
                .map(RegisteredType::rules);
    }

    private static Map<String, Duration> retentions(Map<String, RegisteredType> types) {
        Map<String, Duration> retentions = new LinkedHashMap<>();
        types.forEach((name, type) -> {
            if (type.policy().retention() != null) {
                retentions.put(name, type.policy().retention());
            }
        });
        return retentions;
    }

    private static Map<String, Integer> slotsPerType(EngineSettings settings, Map<String, RegisteredType> types) {
        Map<String, Integer> slots = new LinkedHashMap<>();
        types.forEach((name, type) -> {
            if (type.analyzer() != null) {
                slots.put(name, settings.concurrencyPerType().getOrDefault(name, settings.concurrency()));
            }
        });
        return slots;
    }
}
