package dev.analysisjobs.call;

import dev.analysisjobs.model.ExceptionOutcomes;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.TypePolicy;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.ContextCarrier;
import dev.analysisjobs.port.Uuid7;
import dev.analysisjobs.validate.Candidate;
import dev.analysisjobs.validate.ResultRules;
import dev.analysisjobs.validate.Validation;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.MaxRetriesExceededException;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs attempts of one type: call (with short in-call retries), finish reason, rules; all of it on a thread of its own and
 * within one wall-clock limit, since validators are the app's code too. Thread-safe.
 *
 * <p>Two forms of resilience4j are chosen with care. {@code executeFutureSupplier} interrupts the task at the limit; the
 * CompletionStage form would let it run on. {@code failAfterMaxAttempts(true)} makes an exhausted retry an exception;
 * otherwise it hands back the last rejected value as if it were an answer.
 */
public final class Caller {
    /** What the job's id is called in the log context (MDC) of an attempt's threads. */
    public static final String MDC_JOB = "analysisJobId";

    private final TypePolicy policy;
    private final RawAnalyzer analyzer;
    private final ResultRules rules;
    private final Function<Throwable, Outcome.@Nullable Failed> classifier;
    private final ContextCarrier carrier;
    private final TimeLimiter limiter;
    private final Retry retry;

    public Caller(
            TypePolicy policy,
            RawAnalyzer analyzer,
            ResultRules rules,
            Function<Throwable, Outcome.@Nullable Failed> classifier,
            ContextCarrier carrier) {
        this.policy = policy;
        this.analyzer = analyzer;
        this.rules = rules;
        this.classifier = classifier;
        this.carrier = carrier;
        this.limiter = TimeLimiter.of(
                policy.type(),
                TimeLimiterConfig.custom()
                        .timeoutDuration(policy.timeLimit())
                        .cancelRunningFuture(true)
                        .build());
        this.retry = Retry.of(
                policy.type(),
                RetryConfig.<Try>custom()
                        .maxAttempts(policy.callTries())
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(policy.callRetryWait(), 2.0, 0.5))
                        .retryOnResult(Try::worthRepeating)
                        .retryOnException(thrown -> false)
                        .failAfterMaxAttempts(true)
                        .build());
    }

    /**
     * Run an attempt to its end. Blocks until the answer is judged, the limit is reached or the attempt is stopped; never
     * throws. The call's own thread may outlive it.
     *
     * @param threads where the call runs
     */
    public Ending run(RunningAttempt attempt, ExecutorService threads) {
        try {
            Callable<Ending> task = () -> runOnThread(attempt);
            Ending ending = limiter.executeFutureSupplier(() -> {
                Future<Ending> future = threads.submit(task);
                attempt.started(future);
                return future;
            });
            Stop stopped = attempt.stopReason();
            return stopped == null ? ending : new Ending(stopped.outcome(attempt), ending.facts());
        } catch (TimeoutException limitReached) {
            attempt.stop(Stop.TIMEOUT);
            return stopped(attempt, Stop.TIMEOUT);
        } catch (CancellationException | InterruptedException stopped) {
            return stopped(attempt, Stop.SHUTDOWN);
        } catch (RejectedExecutionException noThread) {
            return new Ending(new Outcome.Shutdown(), attempt.facts());
        } catch (Throwable unexpected) {
            return new Ending(ExceptionOutcomes.classify(unexpected), attempt.facts());
        } finally {
            attempt.abandoned();
        }
    }

    private Ending runOnThread(RunningAttempt attempt) {
        if (!attempt.begins()) {
            return stopped(attempt, Stop.SHUTDOWN);
        }
        try {
            CallScope scope = CallScope.open(attempt.claimed(), carrier);
            Outcome outcome = new Outcome.Unknown("The attempt ended with an error of the library");
            try {
                Ending ending = callAndJudge(attempt);
                Stop stopped = attempt.stopReason();
                outcome = stopped == null ? ending.outcome() : stopped.outcome(attempt);
                return ending;
            } finally {
                scope.close(outcome);
            }
        } finally {
            attempt.threadEnded();
        }
    }

    private static Ending stopped(RunningAttempt attempt, Stop otherwise) {
        Stop reason = attempt.stopReason();
        return new Ending((reason == null ? otherwise : reason).outcome(attempt), attempt.facts());
    }

    private Ending callAndJudge(RunningAttempt attempt) {
        String unreadable = attempt.claimed().unreadable();
        if (unreadable != null) {
            return new Ending(new Outcome.Unreadable(unreadable), ProviderFacts.none());
        }
        Try last = callWithRetries(attempt);
        RawVerdict verdict = last.verdict();
        Outcome outcome = verdict.failed() != null ? verdict.failed() : judge(attempt, verdict);
        return new Ending(outcome, verdict.facts());
    }

    private Try callWithRetries(RunningAttempt attempt) {
        AtomicInteger calls = new AtomicInteger();
        Try[] last = new Try[1];
        try {
            return retry.executeCallable(() -> last[0] = callOnce(attempt, calls.incrementAndGet()));
        } catch (MaxRetriesExceededException exhausted) {
            return last[0];
        } catch (Exception interrupted) {
            return last[0] != null
                    ? last[0]
                    : new Try(failed(ExceptionOutcomes.classify(interrupted), calls.get()), false);
        }
    }

    private Try callOnce(RunningAttempt attempt, int calls) {
        RawVerdict verdict;
        attempt.noteFacts(ProviderFacts.none().withCalls(calls));
        attempt.completionWork().clear();
        try {
            RawVerdict raw = analyzer.call(attempt);
            verdict = raw == null
                    ? new RawVerdict(null, null, ProviderFacts.none().withCalls(calls))
                    : new RawVerdict(
                            raw.output(), accepted(raw.failed()), raw.facts().withCalls(calls));
        } catch (Throwable thrown) {
            verdict = failed(classify(thrown), calls);
        }
        attempt.noteFacts(verdict.facts());
        boolean timeForMore =
                attempt.timeLeft().compareTo(policy.callRetryWait().multipliedBy(2)) > 0;
        return new Try(verdict, verdict.failed() instanceof Outcome.Transport && timeForMore);
    }

    /** Outcomes that only the library can know count as unknown when an analyser claims them. */
    private static Outcome.@Nullable Failed accepted(Outcome.@Nullable Failed claimed) {
        if (claimed instanceof Outcome.LeaseLost
                || claimed instanceof Outcome.StorageError
                || claimed instanceof Outcome.Unreadable
                || claimed instanceof Outcome.Shutdown) {
            return new Outcome.Unknown("The analyser reported " + claimed.code() + ", which only the library can know");
        }
        return claimed;
    }

    private Outcome.Failed classify(Throwable thrown) {
        try {
            Outcome.Failed own = classifier.apply(thrown);
            if (own != null) {
                return own;
            }
        } catch (Throwable broken) {
            // A classifier that fails must not hide what it was asked about.
        }
        return ExceptionOutcomes.classify(thrown);
    }

    private Outcome judge(RunningAttempt attempt, RawVerdict verdict) {
        ClaimedJob claimed = attempt.claimed();
        Validation validation = rules.validate(
                Uuid7.next(),
                new Candidate(
                        claimed.job().id(),
                        claimed.lease().token(),
                        claimed.job().attempts(),
                        claimed.input(),
                        verdict.output(),
                        verdict.facts().finishReason()));
        return validation instanceof Validation.Passed passed
                ? new Outcome.Complete(passed.result())
                : ((Validation.Rejected) validation).outcome();
    }

    private static RawVerdict failed(Outcome.Failed outcome, int calls) {
        return new RawVerdict(null, outcome, ProviderFacts.none().withCalls(calls));
    }

    private record Try(RawVerdict verdict, boolean worthRepeating) {}
}
