package dev.analysisjobs.finish;

import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows or pauses a type when its provider says so: a rate limit holds the type back on this node, an exhausted quota or
 * credentials that fail job after job pause it on all nodes, with one notice.
 */
public final class Brakes {
    /** So many jobs in a row that fail for their credentials or configuration pause the type. */
    public static final int AUTH_FAILURES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Brakes.class);

    private final JobStore store;
    private final BiConsumer<String, Duration> slowDown;
    private final Map<String, Integer> authFailures = new ConcurrentHashMap<>();

    /**
     * @param slowDown holds a type back on this node for a while
     */
    public Brakes(JobStore store, BiConsumer<String, Duration> slowDown) {
        this.store = store;
        this.slowDown = slowDown;
    }

    /** React to the outcome of an attempt whose end is committed. */
    public void after(Ended ended) {
        String type = ended.policy().type();
        Outcome outcome = ended.outcome();
        if (outcome instanceof Outcome.AuthOrConfig auth) {
            if (authFailures.merge(type, 1, Integer::sum) >= AUTH_FAILURES) {
                authFailures.remove(type);
                pause(
                        type,
                        new Failure(
                                FailureCode.AUTH_OR_CONFIG,
                                "Paused after " + AUTH_FAILURES + " jobs in a row failed: " + auth.message()),
                        null);
            }
            return;
        }
        if (outcome instanceof Outcome.Complete) {
            authFailures.remove(type);
        } else if (outcome instanceof Outcome.RateLimited limited) {
            slowDown.accept(type, Decider.putBackDelay(ended, limited, 0.5));
        } else if (outcome instanceof Outcome.QuotaExhausted quota) {
            Duration until = quota.retryAfter();
            pause(type, new Failure(FailureCode.QUOTA_EXHAUSTED, quota.message()), until);
        }
    }

    private void pause(String type, Failure why, @Nullable Duration duration) {
        if (store.pause(type, why.message(), duration)) {
            LOG.error("Type {} is paused {}: {}", type, duration == null ? "until resumed by hand" : "for " + duration, why);
            store.addNotice(new NewNotice(Uuid7.next(), Notice.Kind.TYPE_PAUSED, null, type, null, why));
        }
    }
}
