package dev.analysisjobs.spring.actuate;

import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.OperatorAnswer;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.Pause;
import dev.analysisjobs.port.JobCounts;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.spring.AnalysisTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * List jobs, look at one, count them; cancel, retry, pause and resume where access is unrestricted. Shows no payloads.
 *
 * @since 0.1
 */
@Endpoint(id = "analysisjobs", defaultAccess = Access.READ_ONLY)
public final class AnalysisJobsEndpoint {
    private static final int CONFLICT = 409;
    private static final int MOST_ATTEMPTS = 100;
    private static final int REASON_LIMIT = 500;

    private final AnalysisJobs jobs;
    private final AnalysisTypes types;

    AnalysisJobsEndpoint(AnalysisJobs jobs, AnalysisTypes types) {
        this.jobs = jobs;
        this.types = types;
    }

    /**
     * Return one page of jobs, newest first.
     *
     * @param after what an earlier page gave as "next"
     * @param limit 1 to 500, 50 by default
     */
    @ReadOperation
    public WebEndpointResponse<Map<String, Object>> list(
            @Nullable String type,
            @Nullable String status,
            @Nullable String subject,
            @Nullable String code,
            @Nullable String after,
            @Nullable String limit) {
        List<String> faults = new ArrayList<>();
        ListQuery query = ListQuery.of(type, status, subject, code, after, limit, faults);
        if (!faults.isEmpty()) {
            return refused(WebEndpointResponse.STATUS_BAD_REQUEST, String.join("; ", faults));
        }
        return told(() -> {
            List<AnalysisJob> page = jobs.list(query.filter(), query.after(), query.limit());
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("jobs", page.stream().map(JobView::of).toList());
            if (page.size() == query.limit()) {
                shown.put("next", ListQuery.cursorAfter(page.get(page.size() - 1)));
            }
            return new WebEndpointResponse<>(shown);
        });
    }

    /** Return one job with its attempts that did not complete; for "counts" the numbers, for "pauses" the pauses in force. */
    @ReadOperation
    public WebEndpointResponse<Map<String, Object>> one(@Selector String target) {
        return told(() -> switch (target) {
            case "counts" -> counts();
            case "pauses" -> pauses();
            default -> withId(target, this::job);
        });
    }

    /**
     * Cancel or retry a job; pause or resume a type, or all with "*".
     *
     * @param target a job's id or a type
     * @param action cancel, retry, pause or resume
     * @param reason why a type is paused, for people
     */
    @WriteOperation
    public WebEndpointResponse<Map<String, Object>> operate(
            @Selector String target, @Selector String action, @Nullable String reason) {
        return told(() -> switch (action) {
            case "cancel" -> withId(target, id -> answer(id, jobs.cancel(id)));
            case "retry" -> withId(target, id -> answer(id, jobs.retry(id)));
            case "pause" -> pause(target, reason);
            case "resume" -> resume(target);
            default ->
                refused(
                        WebEndpointResponse.STATUS_BAD_REQUEST,
                        "action is '" + action + "', there are [cancel, retry, pause, resume]");
        });
    }

    private WebEndpointResponse<Map<String, Object>> job(UUID id) {
        Optional<AnalysisJob> job = jobs.find(id);
        if (job.isEmpty()) {
            return noJob(id);
        }
        List<Attempt> attempts = jobs.attempts(id);
        return new WebEndpointResponse<>(JobView.of(
                job.get(), attempts.subList(Math.max(0, attempts.size() - MOST_ATTEMPTS), attempts.size())));
    }

    private WebEndpointResponse<Map<String, Object>> counts() {
        JobCounts counts = jobs.counts();
        Map<String, Map<String, Long>> byType = new LinkedHashMap<>();
        counts.counts()
                .forEach(count -> byType.computeIfAbsent(count.type(), type -> new LinkedHashMap<>())
                        .put(count.status().word(), count.jobs()));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("types", byType);
        shown.put("expiredLeases", counts.expiredLeases());
        if (counts.oldestDue() != null) {
            shown.put("oldestDue", counts.oldestDue().toString());
        }
        if (counts.oldestProcessing() != null) {
            shown.put("oldestProcessing", counts.oldestProcessing().toString());
        }
        return new WebEndpointResponse<>(shown);
    }

    private WebEndpointResponse<Map<String, Object>> pauses() {
        return new WebEndpointResponse<>(Map.of(
                "pauses",
                jobs.pauses().stream().map(AnalysisJobsEndpoint::shown).toList()));
    }

    private static Map<String, Object> shown(Pause pause) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("type", pause.type());
        shown.put("reason", pause.reason());
        shown.put("since", pause.since().toString());
        if (pause.until() != null) {
            shown.put("until", pause.until().toString());
        }
        return shown;
    }

    private WebEndpointResponse<Map<String, Object>> answer(UUID id, OperatorAnswer answer) {
        return switch (answer) {
            case DONE ->
                jobs.find(id)
                        .map(job -> new WebEndpointResponse<>(JobView.of(job)))
                        .orElseGet(() -> noJob(id));
            case NOT_FOUND -> noJob(id);
            case NOT_APPLICABLE ->
                refused(
                        CONFLICT,
                        "NOT_APPLICABLE: job " + id + " is "
                                + jobs.find(id).map(job -> job.status().word()).orElse("gone"));
            case KEY_HELD -> refused(CONFLICT, "KEY_HELD: another job holds the key of job " + id);
        };
    }

    private WebEndpointResponse<Map<String, Object>> pause(String type, @Nullable String reason) {
        String why = reason == null || reason.isBlank() ? "paused by an operator" : reason;
        if (why.length() > REASON_LIMIT) {
            return refused(
                    WebEndpointResponse.STATUS_BAD_REQUEST,
                    "reason has " + why.length() + " characters, the limit is " + REASON_LIMIT);
        }
        if (!isType(type)) {
            return noType(type);
        }
        return jobs.pause(type, why)
                ? pauses()
                : refused(CONFLICT, "a pause of '" + type + "' that lasts as long is in force already");
    }

    private WebEndpointResponse<Map<String, Object>> resume(String type) {
        if (!isType(type)) {
            return noType(type);
        }
        return jobs.resume(type) ? pauses() : refused(CONFLICT, "'" + type + "' is not paused");
    }

    /** A type that only other nodes know may be resumed, if it is paused. */
    private boolean isType(String type) {
        return type.equals(Pause.EVERYTHING)
                || types.names().contains(type)
                || jobs.pauses().stream().anyMatch(pause -> pause.type().equals(type));
    }

    private WebEndpointResponse<Map<String, Object>> noType(String type) {
        return refused(
                WebEndpointResponse.STATUS_NOT_FOUND,
                "there is no type '" + type + "'; there are " + types.names() + " and '*' for all");
    }

    private static WebEndpointResponse<Map<String, Object>> noJob(UUID id) {
        return refused(WebEndpointResponse.STATUS_NOT_FOUND, "there is no job " + id);
    }

    private static WebEndpointResponse<Map<String, Object>> withId(
            String text, Function<UUID, WebEndpointResponse<Map<String, Object>>> answer) {
        UUID id;
        try {
            id = UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            return refused(WebEndpointResponse.STATUS_BAD_REQUEST, "'" + text + "' is not a job's id, which is a UUID");
        }
        return answer.apply(id);
    }

    /** Asks the store; whatever it cannot do is told without a stack trace. */
    private static WebEndpointResponse<Map<String, Object>> told(Asking asking) {
        try {
            return asking.ask();
        } catch (StoreException failed) {
            return refused(
                    failed.kind() == StoreException.Kind.REFUSED
                            ? WebEndpointResponse.STATUS_BAD_REQUEST
                            : WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE,
                    failed.kind() + ": " + failed.getMessage());
        }
    }

    @FunctionalInterface
    private interface Asking {
        WebEndpointResponse<Map<String, Object>> ask();
    }

    private static WebEndpointResponse<Map<String, Object>> refused(int status, String why) {
        return new WebEndpointResponse<>(Map.of("error", why), status);
    }
}
