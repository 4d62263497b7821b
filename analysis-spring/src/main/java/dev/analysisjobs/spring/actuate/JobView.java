package dev.analysisjobs.spring.actuate;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.Lease;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows jobs and attempts to operators: no payload, no rejected output, no checkpoint; and messages, which may quote what came
 * back, only of the one job that is asked for.
 */
final class JobView {
    private JobView() {}

    static Map<String, Object> of(AnalysisJob job) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", job.id().toString());
        shown.put("type", job.type());
        shown.put("typeVersion", job.typeVersion());
        shown.put("subject", job.subject());
        shown.put("status", job.status().word());
        shown.put("priority", job.priority());
        shown.put("attempts", job.attempts());
        shown.put("maxAttempts", job.maxAttempts());
        put(shown, "createdAt", job.createdAt());
        put(shown, "runAt", job.runAt());
        put(shown, "deadlineAt", job.deadlineAt());
        put(shown, "startedAt", job.startedAt());
        put(shown, "completedAt", job.completedAt());
        Lease lease = job.lease();
        if (lease != null) {
            shown.put("node", lease.owner());
            put(shown, "leaseUntil", lease.until());
        }
        job.reason()
                .ifPresent(failure -> shown.put("failureCode", failure.code().name()));
        return shown;
    }

    static Map<String, Object> of(AnalysisJob job, List<Attempt> attempts) {
        Map<String, Object> shown = of(job);
        job.reason().ifPresent(failure -> shown.put("failure", of(failure)));
        shown.put("failedAttempts", attempts.stream().map(JobView::of).toList());
        return shown;
    }

    private static Map<String, Object> of(Attempt attempt) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("attempt", attempt.attempt());
        shown.put("node", attempt.node());
        put(shown, "startedAt", attempt.startedAt());
        put(shown, "endedAt", attempt.endedAt());
        shown.put("end", attempt.end().word());
        shown.put("failure", of(attempt.failure()));
        put(shown, "requestId", attempt.facts().requestId());
        put(shown, "httpStatus", attempt.facts().httpStatus());
        put(shown, "finishReason", attempt.facts().finishReason());
        shown.put("calls", attempt.facts().calls());
        return shown;
    }

    private static Map<String, Object> of(Failure failure) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("code", failure.code().name());
        shown.put("message", failure.message());
        return shown;
    }

    private static void put(Map<String, Object> shown, String name, @Nullable Object value) {
        if (value != null) {
            shown.put(name, value instanceof Instant instant ? instant.toString() : value);
        }
    }
}
