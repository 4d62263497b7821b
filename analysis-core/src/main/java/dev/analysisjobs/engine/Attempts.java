package dev.analysisjobs.engine;

import dev.analysisjobs.call.Caller;
import dev.analysisjobs.call.Ending;
import dev.analysisjobs.call.Stop;
import dev.analysisjobs.claim.Slots;
import dev.analysisjobs.finish.Decider;
import dev.analysisjobs.finish.Ended;
import dev.analysisjobs.finish.Finisher;
import dev.analysisjobs.finish.JointFinisher;
import dev.analysisjobs.model.ExceptionOutcomes;
import dev.analysisjobs.model.LeaseRef;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.CompletionWrites;
import dev.analysisjobs.port.ContextCarrier;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The attempts of this node: starts claimed jobs, hands their ends to the finish stage, gives their slots back. */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    /** Hears of ends that are settled. */
    interface Settled {
        /** @param saved how long it took to commit it */
        void committed(Ended ended, Change.Fenced change, Duration saved);

        void fenced(ClaimedJob claimed);

        void slotFree();
    }

    private final String node;
    private final Map<String, RegisteredType> types;
    private final Map<String, Caller> callers;
    private final Slots slots;
    private final Finisher finisher;
    private final JointFinisher jointFinisher;
    private final Executor supervisors;
    private final ExecutorService callThreads;
    private final Duration saveLimit;
    private final Settled settled;
    private final Map<LeaseRef, LiveAttempt> live = new ConcurrentHashMap<>();
    private final Set<LiveAttempt> leaked = ConcurrentHashMap.newKeySet();

    /**
     * @param supervisors wait for calls, one thread per attempt
     * @param callThreads make the calls
     */
    Attempts(
            String node,
            Map<String, RegisteredType> types,
            Slots slots,
            Finisher finisher,
            JointFinisher jointFinisher,
            Executor supervisors,
            ExecutorService callThreads,
            Duration saveLimit,
            ContextCarrier carrier,
            Settled settled) {
        this.node = node;
        this.types = types;
        this.callers = types.values().stream()
                .filter(type -> type.analyzer() != null)
                .collect(Collectors.toMap(
                        type -> type.policy().type(),
                        type -> new Caller(
                                type.policy(),
                                Objects.requireNonNull(type.analyzer()),
                                type.rules(),
                                type.classifier(),
                                carrier)));
        this.slots = slots;
        this.finisher = finisher;
        this.jointFinisher = jointFinisher;
        this.supervisors = supervisors;
        this.callThreads = callThreads;
        this.saveLimit = saveLimit;
        this.settled = settled;
    }

    /** Start a claimed job whose slot is taken. */
    void dispatch(ClaimedJob claimed) {
        String name = claimed.job().type();
        LiveAttempt attempt = new LiveAttempt(
                claimed,
                Objects.requireNonNull(types.get(name), "only registered types are claimed"),
                Objects.requireNonNull(callers.get(name), "only types with an analyser are claimed"),
                text -> saveCheckpoint(claimed.ref(), text),
                saveLimit,
                () -> slotFree(claimed));
        live.put(claimed.ref(), attempt);
        try {
            supervisors.execute(() -> supervise(attempt));
        } catch (Throwable noThread) {
            LOG.error("No thread for job {}; it is put back", claimed.job().id(), noThread);
            attempt.endUncalled(new Ending(new Outcome.Shutdown(), ProviderFacts.none()));
            finish(attempt);
        }
    }

    Collection<LiveAttempt> live() {
        return live.values();
    }

    int leaked() {
        leaked.removeIf(LiveAttempt::isThreadFree);
        long hungInSave =
                live.values().stream().filter(LiveAttempt::isHungInSave).count();
        return leaked.size() + (int) hungInSave;
    }

    void stopAll(Stop reason) {
        live.values().forEach(attempt -> attempt.stop(reason));
    }

    private void supervise(LiveAttempt attempt) {
        MDC.put(Caller.MDC_JOB, attempt.claimed().job().id().toString());
        try {
            attempt.run(callThreads);
        } catch (Throwable unexpected) {
            attempt.endWith(new Ending(ExceptionOutcomes.classify(unexpected), ProviderFacts.none()));
        } finally {
            finish(attempt);
            MDC.remove(Caller.MDC_JOB);
        }
    }

    private void finish(LiveAttempt attempt) {
        try {
            Ended ended = attempt.ended(node);
            Optional<Change.Fenced> change =
                    Decider.decide(ended, ThreadLocalRandom.current().nextDouble());
            if (change.isPresent()) {
                save(attempt, new EndSave(attempt, ended, change.get(), this::close));
            } else {
                close(attempt, ended, null, ChangeOutcome.LOST);
            }
        } catch (Throwable unexpected) {
            // Nothing is written: the lease runs out and the sweep ends the attempt.
            LOG.error(
                    "The end of job {} cannot be decided",
                    attempt.claimed().job().id(),
                    unexpected);
            forget(attempt);
        }
    }

    private void save(LiveAttempt attempt, EndSave save) {
        Optional<CompletionWrites> writes = attempt.completionWrites();
        if (writes.isPresent() && save.change() instanceof Change.Complete complete) {
            attempt.savesItself();
            jointFinisher.save(save, complete, writes.get());
        } else {
            finisher.add(save);
        }
    }

    private void close(LiveAttempt attempt, Ended ended, Change.@Nullable Fenced change, ChangeOutcome outcome) {
        try {
            if (change != null && outcome == ChangeOutcome.APPLIED) {
                settled.committed(ended, change, attempt.sinceEnd());
            } else {
                LOG.info(
                        "The answer of an attempt of job {} came too late and is dropped",
                        ended.claimed().job().id());
                settled.fenced(ended.claimed());
            }
        } finally {
            forget(attempt);
        }
    }

    private void forget(LiveAttempt attempt) {
        live.remove(attempt.ref(), attempt);
        attempt.closed();
        if (attempt.isLeaked()) {
            leaked.add(attempt);
            LOG.warn(
                    "The call of job {} goes on after its attempt ended and keeps a slot",
                    attempt.claimed().job().id());
        }
    }

    private void slotFree(ClaimedJob claimed) {
        slots.release(claimed.job().type());
        settled.slotFree();
    }

    private boolean saveCheckpoint(LeaseRef lease, String text) throws InterruptedException {
        CheckpointSave save = new CheckpointSave(new Change.SaveCheckpoint(lease, text), () -> live.containsKey(lease));
        finisher.add(save);
        return save.await();
    }
}
