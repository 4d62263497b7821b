package dev.analysisjobs.submit;

import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.port.ContextCarrier;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Captures the context of submissions; one that cannot be had or stored is dropped, and the first is told. */
public final class ContextCapture {
    private static final Logger LOG = LoggerFactory.getLogger(ContextCapture.class);

    private final ContextCarrier carrier;
    private final AtomicBoolean told = new AtomicBoolean();

    public ContextCapture(ContextCarrier carrier) {
        this.carrier = carrier;
    }

    /** Return a text that every store takes; null for none. Never throws. */
    public @Nullable String capture() {
        String captured;
        try {
            captured = carrier.capture();
        } catch (Throwable failed) {
            drop("its carrier failed", failed);
            return null;
        }
        if (captured == null) {
            return null;
        }
        if (captured.length() > ContextCarrier.LIMIT) {
            drop("it has " + captured.length() + " characters, the limit is " + ContextCarrier.LIMIT, null);
            return null;
        }
        Optional<String> fault = SafeText.fault(captured, Long.MAX_VALUE);
        fault.ifPresent(why -> drop("it " + why, null));
        return fault.isPresent() ? null : captured;
    }

    private void drop(String why, @Nullable Throwable cause) {
        if (told.compareAndSet(false, true)) {
            LOG.warn("The context of a submission is not carried: {}. Later ones are told at debug level", why, cause);
        } else {
            LOG.debug("The context of a submission is not carried: {}", why, cause);
        }
    }
}
