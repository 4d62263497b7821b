package dev.analysisjobs.call;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.Outcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.ContextCarrier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What surrounds a call on its thread: the job's id for logs, and the carried context. Never fails the call. */
final class CallScope {
    private static final Logger LOG = LoggerFactory.getLogger(CallScope.class);

    private final AnalysisJob job;
    private final ContextCarrier.@Nullable Scope carried;

    private CallScope(AnalysisJob job, ContextCarrier.@Nullable Scope carried) {
        this.job = job;
        this.carried = carried;
    }

    static CallScope open(ClaimedJob claimed, ContextCarrier carrier) {
        AnalysisJob job = claimed.job();
        MDC.put(Caller.MDC_JOB, job.id().toString());
        ContextCarrier.Scope carried = null;
        try {
            carried = carrier.open(job, claimed.context());
        } catch (Throwable failed) {
            LOG.warn("The context of job {} cannot be restored", job.id(), failed);
        }
        return new CallScope(job, carried);
    }

    void close(Outcome outcome) {
        try {
            if (carried != null) {
                carried.close(codeOf(outcome));
            }
        } catch (Throwable failed) {
            LOG.warn("The context of job {} cannot be closed", job.id(), failed);
        } finally {
            MDC.remove(Caller.MDC_JOB);
        }
    }

    private static @Nullable FailureCode codeOf(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed ? failed.code() : null;
    }
}
