package dev.analysisjobs.model;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Classify a provider's HTTP failure by status, error type and error code, never by message text. Fails closed: what is not
 * known is {@link Outcome.Unknown}, and a 200 is never taken for a success here. Pure and thread-safe.
 *
 * @since 0.1
 */
public final class HttpOutcomes {

    private enum Kind {
        QUOTA,
        RATE,
        OVERLOADED,
        CONTEXT,
        FILTER,
        AUTH,
        BAD,
        TRANSPORT,
        UNKNOWN
    }

    // Words that say more than the status they come with. OpenAI, Azure, Anthropic, Gemini, Bedrock, llama.cpp.
    private static final Map<String, Kind> DECISIVE = words(Map.of(
            Kind.QUOTA,
            "insufficient_quota billing_hard_limit_reached billing_not_active billing_error quota_exceeded"
                    + " servicequotaexceededexception",
            Kind.RATE,
            "rate_limit_exceeded rate_limit_error throttlingexception too_many_requests",
            Kind.OVERLOADED,
            "overloaded_error server_is_overloaded slow_down modelnotreadyexception",
            Kind.CONTEXT,
            "context_length_exceeded exceed_context_size_error",
            Kind.FILTER,
            "content_filter content_policy_violation responsibleaipolicyviolation moderation_blocked",
            Kind.AUTH,
            "invalid_api_key api_key_invalid authentication_error permission_error model_not_found deploymentnotfound"
                    + " unauthenticated permission_denied accessdeniedexception unrecognizedclientexception"
                    + " expiredtokenexception account_deactivated"));

    // Words that only repeat what a status says: heard where the status itself is silent.
    private static final Map<String, Kind> GENERIC = words(Map.of(
            Kind.RATE, "resource_exhausted tokens requests",
            Kind.OVERLOADED, "unavailable service_unavailable_error serviceunavailableexception",
            Kind.AUTH, "not_found_error not_found resourcenotfoundexception",
            Kind.BAD, "invalid_request_error invalid_argument request_too_large validationexception",
            Kind.TRANSPORT,
                    "api_error server_error internal_server_error internal timeout_error deadline_exceeded"
                            + " internalserverexception modeltimeoutexception modelerrorexception"
                            + " modelstreamerrorexception"));

    private HttpOutcomes() {}

    /**
     * Return the outcome that an HTTP failure stands for.
     *
     * @param error what came
     * @param now used only for a {@code Retry-After} that is a date, see {@link RetryAfter#parse}
     * @param maxWait what a provider's wait is clamped to
     */
    public static Outcome.Failed classify(HttpError error, Instant now, Duration maxWait) {
        String words = error.describe();
        return switch (kind(error)) {
            case QUOTA -> new Outcome.QuotaExhausted("Quota used up: " + words, wait(error, now, maxWait));
            case RATE -> new Outcome.RateLimited("Rate limited: " + words, wait(error, now, maxWait));
            case OVERLOADED -> new Outcome.Overloaded("Provider overloaded: " + words, wait(error, now, maxWait));
            case CONTEXT -> new Outcome.ContextTooLong("The input does not fit the model's context: " + words);
            case FILTER -> new Outcome.ContentFiltered("A content filter refused the request: " + words);
            case AUTH -> new Outcome.AuthOrConfig("Credentials or configuration are wrong: " + words);
            case BAD -> new Outcome.BadRequest("The provider refuses the request: " + words);
            case TRANSPORT -> new Outcome.Transport("The provider failed: " + words);
            case UNKNOWN -> new Outcome.Unknown("The provider's answer is not recognised: " + words);
        };
    }

    private static @Nullable Duration wait(HttpError error, Instant now, Duration maxWait) {
        return RetryAfter.parse(error.retryAfterMs(), error.retryAfter(), now, maxWait);
    }

    private static Kind kind(HttpError error) {
        String code = normal(error.code());
        String type = normal(error.type());
        Kind decisive = first(DECISIVE, code, type);
        if (decisive != Kind.UNKNOWN) {
            return decisive;
        }
        Kind byStatus = ofStatus(error.status());
        if (byStatus != Kind.UNKNOWN) {
            return byStatus;
        }
        // Some gateways answer 200 and put the real status into the body as the error's code.
        Kind byNumber = code.matches("[45][0-9]{2}") ? ofStatus(Integer.parseInt(code)) : Kind.UNKNOWN;
        return byNumber != Kind.UNKNOWN ? byNumber : first(GENERIC, code, type);
    }

    private static Kind ofStatus(int status) {
        return switch (status) {
            case 429 -> Kind.RATE;
            case 402 -> Kind.QUOTA;
            case 503, 529 -> Kind.OVERLOADED;
            case 401, 403, 404 -> Kind.AUTH;
            case 400, 413, 422 -> Kind.BAD;
            case 408, 409 -> Kind.TRANSPORT;
            default -> status >= 500 && status <= 599 ? Kind.TRANSPORT : Kind.UNKNOWN;
        };
    }

    private static Kind first(Map<String, Kind> table, String code, String type) {
        Kind byCode = table.get(code);
        return byCode != null ? byCode : table.getOrDefault(type, Kind.UNKNOWN);
    }

    private static String normal(@Nullable String word) {
        return word == null ? "" : word.strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Kind> words(Map<Kind, String> lists) {
        Map<String, Kind> table = new HashMap<>();
        lists.forEach((kind, list) -> {
            for (String word : list.split(" ", -1)) {
                table.put(word, kind);
            }
        });
        return Map.copyOf(table);
    }
}
