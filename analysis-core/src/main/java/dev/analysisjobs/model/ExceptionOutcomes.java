package dev.analysisjobs.model;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Classify what an analyser threw, by type and through the cause chain, never by message text. Pure and thread-safe; never
 * throws, whatever the throwable's own methods do.
 *
 * @since 0.1
 */
public final class ExceptionOutcomes {
    /** The most links of a cause chain that are looked at. */
    public static final int CHAIN_LIMIT = 100;

    private ExceptionOutcomes() {}

    /**
     * Return the outcome that a throwable stands for: what an {@link OutcomeException} anywhere in the chain carries, else
     * what the first known type from the outside in says, else {@link Outcome.Unknown}.
     */
    public static Outcome.Failed classify(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        for (Throwable link : chain) {
            if (link instanceof OutcomeException carrier) {
                return carrier.outcome();
            }
        }
        for (Throwable link : chain) {
            Outcome.Failed known = known(link);
            if (known != null) {
                return known;
            }
        }
        return new Outcome.Unknown(SafeText.describe(thrown));
    }

    private static Outcome.@Nullable Failed known(Throwable link) {
        if (link instanceof InterruptedException || link instanceof ClosedByInterruptException) {
            return new Outcome.Unknown("The analyser was interrupted: " + SafeText.describe(link));
        }
        if (link instanceof HttpConnectTimeoutException) {
            // Nothing was sent, so nothing was paid for: a connection that failed, not a call that took too long.
            return new Outcome.Transport("The connection could not be made in time: " + SafeText.describe(link));
        }
        // The JDK's sockets throw a subclass of InterruptedIOException, OkHttp the class itself.
        if (link instanceof HttpTimeoutException
                || link instanceof InterruptedIOException
                || link instanceof TimeoutException) {
            return new Outcome.Timeout("The client's own time-out was reached: " + SafeText.describe(link));
        }
        return link instanceof IOException
                ? new Outcome.Transport("The connection failed: " + SafeText.describe(link))
                : null;
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable link = thrown;
        while (link != null && chain.size() < CHAIN_LIMIT && seen.add(link)) {
            chain.add(link);
            link = causeOf(link);
        }
        return chain;
    }

    private static @Nullable Throwable causeOf(Throwable link) {
        try {
            return link.getCause();
        } catch (Throwable broken) {
            return null;
        }
    }
}
